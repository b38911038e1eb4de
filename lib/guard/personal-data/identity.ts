import {
  type Around,
  endsWithLetter,
  isAmount,
  namesCorporation,
  namesOther,
  namesResidentBack,
  saysForeigner,
  saysLicence,
  saysPassport,
  saysResident,
} from './context';
import {
  digitsOf,
  END,
  form,
  MONTH_DAY,
  type Pattern,
  type PersonalDataKind,
  startsWithDate,
} from './pattern';

const HYPHEN = String.raw`(?:[\s.\-/_~]{0,3}|\s?(?:에|다시|대시|하이픈|빼기)\s?)`;
const BIRTH = String.raw`\d\d${MONTH_DAY}`;
const BIRTH_IN_PARTS = String.raw`\d\d([ ./\-])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])`;
const STAR = String.raw`[\d*x_#ㅇ]`;

/** The seventh digit tells a foreigner's number; where it cannot be seen, the words do. */
function residentKind(found: string, around: Around): PersonalDataKind {
  const seventh = digitsOf(found).at(-7);
  if (saysForeigner(around)) return 'foreigner_number';
  return found.length >= 13 && seventh && /[5-8]/.test(seventh) ? 'foreigner_number' : 'resident_number';
}

/** 주민등록번호 and 외국인등록번호. Newer ones have no check digit, so none is checked. */
export const RESIDENT: Pattern[] = [
  {
    form: form(`${BIRTH}${HYPHEN}[1-8](?:\\d{6}|(?: \\d){6}| \\d{6})${END}`),
    judge: (found, around) => {
      if (namesCorporation(around)) return null;
      const bare = /^\d+( \d+)?$/.test(found);
      return bare && !saysResident(around) && (namesOther(around) || isAmount(around))
        ? null
        : residentKind(found, around);
    },
  },
  {
    form: form(`(?:(?:19|20)${BIRTH}|${BIRTH_IN_PARTS}) ?- ?[1-8]\\d{6}${END}`),
    judge: (found, around) => (namesOther(around) ? null : residentKind(found, around)),
  },
  // Digit by digit.
  {
    form: form(String.raw`(?:\d ){5}\d[ .\-]{1,3}(?:\d ?){6}\d${END}`),
    judge: (found, around) =>
      new RegExp(`^${BIRTH}[1-8]`).test(digitsOf(found)) ? residentKind(found, around) : null,
  },
  // Partly starred: a birth date or the whole second half still shows.
  {
    form: form(String.raw`[\d*]{6} ?-? ?[1-8*]${STAR}{2,6}(?![\da-z])`),
    judge: (found, around) => {
      const shows = digitsOf(found).length >= 6 && /\D$|^\d*\*/.test(found);
      const dated = new RegExp(`^${BIRTH}`).test(found) || found.startsWith('*') || saysResident(around);
      return shows && dated ? residentKind(found, around) : null;
    },
  },
  // Named as one, and mistyped or split by words.
  {
    form: form(
      String.raw`\d{6}(?:${HYPHEN}\d{6,8}|[\s.]{0,2}-[\s.]{0,2}\d{1,8}|[^\d\[\]]{1,14}[1-8]\d{6})${END}`,
    ),
    judge: (found, around) => (saysResident(around) ? residentKind(found, around) : null),
  },
  {
    form: form(String.raw`${BIRTH}[^\d\[\]]{0,6}(?:뒷|뒤)[^\d\[\]]{1,8}[1-8]\d{6}${END}`),
    judge: residentKind,
  },
  {
    form: form(`[1-8]\\d{6}${END}`),
    judge: (_, around) => (namesResidentBack(around) ? 'resident_number' : null),
  },
];

/** Korean passports by their form; any other where a passport is spoken of. */
export const PASSPORT: Pattern[] = [
  {
    form: form(String.raw`(?:[MSRGDO]|M[ \-])(?:\d{8}|\d{3}[A-Z]\d{4})(?![a-z\d])`),
    judge: (found, around) => {
      if (endsWithLetter(around)) return null;
      if (saysPassport(around)) return 'passport';
      return namesOther(around) || (!/^M/i.test(found) && startsWithDate(digitsOf(found)))
        ? null
        : 'passport';
    },
  },
  {
    form: form(String.raw`[A-Z]{1,2}[ \-]?[A-Z\d]{3,4}[ \-]?[A-Z\d]{3,4}(?![a-z\d])|\d{9}${END}`),
    judge: (found, around) => {
      const characters = found.replace(/[ -]/g, '').length;
      const likely = characters >= 7 && characters <= 9 && digitsOf(found).length >= 5;
      return likely && saysPassport(around) && !endsWithLetter(around) && !isAmount(around)
        ? 'passport'
        : null;
    },
  },
];

const REGION =
  '(?:서울|부산|경기(?:\\s?[남북]부)?|강원|충북|충남|전북|전남|경북|경남|제주|대구|인천|광주|대전|울산|세종)';

export const DRIVER_LICENCE: Pattern[] = [
  {
    form: form(String.raw`\d{2}([ .\-]|\s-\s)\d{2}\1\d{6}\1\d{2}${END}`),
    judge: (_, around) => (namesOther(around) && !saysLicence(around) ? null : 'driver_licence'),
  },
  {
    form: form(String.raw`${REGION}[\s\-]{0,2}(?:\d{2}[ .\-]?)?\d{2}[ .\-]?\d{6}[ .\-]?\d{2}${END}`),
    judge: (found, around) => (/\d[ .-]\d/.test(found) || saysLicence(around) ? 'driver_licence' : null),
  },
  {
    form: form(String.raw`(?:\d{2}[ .\-]{0,3})?\d{2}[ .\-]{0,3}\d{6}[ .\-]{0,3}\d{2}${END}`),
    judge: (_, around) => (saysLicence(around) && !namesOther(around) ? 'driver_licence' : null),
  },
];
