import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPersonalData, type PersonalDataKind, WITHHELD } from './personal-data';

const PLANTED: [PersonalDataKind, string, string][] = [
  ['resident_number', '900101-1234567', '주민번호는 900101-1234567이에요'],
  ['resident_number', '0502033234567', '앞뒤 다 적으면 0502033234567 입니다'],
  ['resident_number', '９００１０１－１２３４５６７', '전각으로 ９００１０１－１２３４５６７ 적었어요'],
  ['foreigner_number', '850505-6123456', '외국인등록번호 850505-6123456'],
  ['passport', 'M12345678', '여권 M12345678로 확인돼요?'],
  ['passport', 'M123A4567', '새 여권은 M123A4567이고요'],
  ['driver_licence', '12-34-567890-12', '면허증 12-34-567890-12'],
  ['card', '4111 1111 1111 1111', '카드 4111 1111 1111 1111 분실했어요'],
  ['card', '378282246310005', '아멕스 378282246310005인데요'],
  ['account', '110-123-456789', '신한 110-123-456789로 보내주세요'],
  ['account', '3333011234567', '카카오뱅크 계좌 3333011234567 입금 확인'],
  ['phone', '010-1234-5678', '010-1234-5678로 전화 주세요'],
  ['phone', '01012345678', '연락처 01012345678입니다'],
  ['phone', '공일공 일이삼사 오육칠팔', '제 번호 공일공 일이삼사 오육칠팔이에요'],
  ['phone', '+82 10-1234-5678', 'call me at +82 10-1234-5678'],
  ['email', 'hong.gildong@example.com', '메일은 hong.gildong@example.com 으로'],
];

const CLEAN = [
  '1,234,567원을 30000000원 한도로 3억 5천만원까지',
  '2026-01-02, 20260102, 2026년 1월 2일 14:30에 접수했어요',
  '대표 1588-0000, 사고신고 1588-0001, 경찰 112, 금감원 1332, 해외 +82-2-0000-0000',
  '금리 3.25%, 앱 버전 v5.12.3, 오류 E-40312, 전자금융거래법 제21조의2',
  '주문번호 4821, IP 192.168.0.1, 24시간 365일',
];

describe('maskPersonalData', () => {
  it.each(PLANTED)('masks a %s: %s', (kind, value, text) => {
    const { text: masked, masked: found } = maskPersonalData(text);
    expect(masked).not.toContain(value);
    expect(found.map((mask) => mask.kind)).toEqual([kind]);
    const [{ start, end }] = found;
    expect(masked.slice(0, start)).toBe(text.slice(0, text.indexOf(value)));
    expect(masked.slice(end)).toBe(text.slice(text.indexOf(value) + value.length));
  });

  it.each(CLEAN)('leaves alone: %s', (text) => {
    expect(maskPersonalData(text)).toEqual({ text, masked: [] });
  });

  const piece = fc.constantFrom(
    ...PLANTED.map(([, value]) => value),
    ...CLEAN,
    ' ',
    '-',
    '계좌',
    '카드',
    '가',
    '5',
  );

  it('changes nothing that is masked already', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const { text } = maskPersonalData(pieces.join(' '));
        expect(maskPersonalData(text).text).toBe(text);
      }),
    );
  });

  it.each(['1', '1-', '0', '공', 'a@', '(', '가1', ' 1'])(
    'is done with ten thousand characters of %j in a moment',
    (unit) => {
      const text = unit.repeat(10_000 / unit.length);
      const began = performance.now();
      expect(maskPersonalData(text).text).not.toBe(WITHHELD);
      expect(performance.now() - began).toBeLessThan(3000);
    },
  );
});
