'use client';

export { PageLocale as StaffLocale, useCustomerWords, useLocale, useWords } from '@/app/_ui/words';
