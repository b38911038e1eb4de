import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claims, contradictions, unsupported, unsupportedSentences } from './grounding';

interface Entry {
  id: string;
  area: string;
  answer: string;
}

const data = new URL('../../data/', import.meta.url);
const entries = readdirSync(new URL('faq/', data)).flatMap((name) =>
  readFileSync(new URL(`faq/${name}`, data), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): Entry => JSON.parse(line)),
);
const bank: { products: { name: string }[] } = JSON.parse(readFileSync(new URL('bank.json', data), 'utf8'));
const vocabulary = { products: bank.products.map(({ name }) => name) };

const values = (text: string) => claims(text, vocabulary).map(({ value }) => value);
const firm = (text: string) => claims(text, vocabulary).filter(({ incidental }) => !incidental);
const missing = (answer: string, ...passages: string[]) =>
  unsupported(answer, passages, vocabulary).map(({ text }) => text);
const sentencesOf = (text: string) => text.split(/(?<=[.?!]) /);

describe('claims', () => {
  it.each([
    [
      '5000000원',
      '500만원',
      '500만 원',
      '5,000,000원',
      '오백만 원',
      '오백만원',
      '5백만원',
      '₩5,000,000',
      '五百萬 원',
    ],
    ['100000000원', '1억', '1억원', '일억 원', '100,000,000원', '10,000만원'],
    ['120000000원', '1억 2천만원', '일억 이천만 원', '1억2,000만 원', '1.2억원', '1억 2천'],
    ['10000원', '만원', '만 원', '1만원', '일만 원'],
    ['15050원', '1만 5,050원', '1만5천50원', '만 오천오십 원'],
    ['5000달러', '미화 5,000달러', '5천 달러', '$5,000', 'USD 5000', '오천 불'],
    ['3.5%', '3.5%', '3.50 %', '3.5퍼센트', '3.5프로'],
    ['0.3%p', '0.3%p', '0.30%P', '0.3%포인트', '0.3 퍼센트포인트'],
    ['3영업일', '3영업일', '삼 영업일', '3 영업일'],
    ['3일', '3일', '사흘', '삼 일'],
    ['15일', '15일', '보름', '십오 일'],
    ['14일', '14일', '2주', '2주일', '두 주'],
    ['1개월', '1개월', '한 달', '일 개월', '1달'],
    ['18개월', '18개월', '1년 6개월', '1년 반', '일 년 반'],
    ['90분', '90분', '1시간 30분', '한 시간 반'],
    ['2회', '2회', '두 번', '2번', '두 차례'],
    ['19세', '19세', '만 19세', '만 십구 세', '열아홉 살'],
    ['3/4', '4분의 3', '3/4'],
    ['85m2', '85㎡', '85 제곱미터'],
    ['16:00', '16:00', '오후 4시', '16시', '오후 네 시', '오후 4:00'],
    ['16:30', '16:30', '오후 4시 반', '16시 30분', '오후 네시 반'],
    ['2026-01-02', '2026년 1월 2일', '2026-01-02', '2026.1.2', '2026. 1. 2', '2026/01/02'],
    ['15880000', '1588-0000', '15880000', '1588 0000', '일오팔팔 공공공공'],
    ['0212345678', '02-1234-5678', '+82-2-1234-5678'],
    ['ondam.example/fees', 'https://www.ondam.example/fees', 'ondam.example/fees'],
    ['온담자유적금', '온담 자유적금', '온담자유적금', '온담 자유 적금', '자유적금'],
  ])('reads every spelling of %s alike', (value, ...spellings) => {
    for (const spelling of spellings) expect(values(`${spelling}까지`), spelling).toEqual([value]);
  });

  it.each([
    ['9시~18시', ['09:00', '18:00']],
    ['9~18시', ['09:00', '18:00']],
    ['오후 1시~4시', ['13:00', '16:00']],
    ['평일 9시부터 6시까지', ['평일', '09:00', '18:00']],
    ['오전 9시~오후 4시', ['09:00', '16:00']],
    ['오전 9시~4시', ['09:00', '16:00']],
    ['밤 11시~새벽 6시', ['23:00', '06:00']],
    ['1~36개월', ['1개월', '36개월']],
    ['1~3만원', ['10000원', '30000원']],
    ['3·6·12개월', ['3개월', '6개월', '12개월']],
    ['연 4.2~6.8%', ['4.2%', '6.8%']],
  ])('reads both ends of %s', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it.each([
    '다시 한 번 확인해 주세요.',
    '두 가지 방법이 있어요.',
    '첫째, 준비물을 챙기고 둘째, 신청해 주세요.',
    '한 분씩 천천히 도와 드려요.',
    '좋은 하루 보내세요.',
    '이 시간에는 이 분께 사장님 일이 많아요.',
    '이유로 사유로 세대주와 무료한 한해 동안, 해 두시는 것이 좋아요.',
    '일일이 구분하지 않아도 천만에요, 만약 그렇다면 오인하신 겁니다.',
    '1. 먼저 확인해 주세요.\n2) 그다음 신청해 주세요.',
  ])('holds an answer to nothing in: %s', (text) => {
    expect(firm(text).filter(({ value }) => value !== '0원')).toEqual([]);
  });

  it('finds numbers however they are disguised', () => {
    const decomposed = '오백만 원'.normalize('NFD');
    for (const text of ['５００만원', '5\u200b00만원', '5\u00ad00만 원', decomposed]) {
      expect(values(text), JSON.stringify(text)).toEqual(['5000000원']);
    }
    expect(values('٥٠٠ 원')).toEqual(['٥٠٠']);
  });

  it('says where a claim stands in the text as it was given', () => {
    const text = '한도는 \u200b５００만원이고 ㎡당 1만 원';
    for (const claim of claims(text)) expect(text.slice(claim.start, claim.end)).toBe(claim.text);
    expect(claims(text)[0].text).toBe('５００만원');
  });

  it('leaves no digit of data/faq outside a claim', () => {
    const open = entries.flatMap(({ id, answer }) => {
      const found = claims(answer, vocabulary);
      return [...answer.matchAll(/\d/g)]
        .filter(({ index }) => !found.some(({ start, end }) => start <= index && index < end))
        .map(({ index }) => `${id}: ${answer.slice(Math.max(0, index - 8), index + 8)}`);
    });
    expect(open).toEqual([]);
  });

  it.each([
    '이체 한도는 1회 500만원이고 ',
    '1',
    '1천',
    '일천',
    '1,',
    '1-',
    'a@',
    'a.',
    '온담',
    "'가",
    '가 > ',
    '9~',
    '한 ',
    '3분의 ',
    ' ',
    '\n',
    '\u0301',
  ])('takes time linear in a text of %j over and over', (part) => {
    const text = part.repeat(Math.ceil(10_000 / part.length));
    claims(text, vocabulary);
    const start = performance.now();
    claims(text, vocabulary);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('unsupported', () => {
  const source =
    '온담 자유적금은 만 19세 이상이면 가입할 수 있어요. 월 1만원 이상 300만원 이하로 넣고, 한도는 1회 500만원, 1일 1,000만원입니다. ' +
    '금리는 연 3.50%이고 급여 이체를 하면 0.30%p를 더해 드려요. 수수료는 500원이며 2026년 1월 2일부터 적용됩니다. ' +
    "평일 09:00~16:00에 영업점에서, 또는 앱의 '상품 > 가입'에서 신청하시면 3영업일 안에 알려 드려요. " +
    '만기 30일 전부터 연장할 수 있고 100만원을 넘는 금액은 제외해요. 문의는 1588-0000이에요.';

  it.each([
    '만 19세 이상이면 가입하실 수 있어요.',
    '매월 만 원부터 삼백만 원까지 넣으시면 됩니다.',
    '한 번에 오백만 원, 하루 1천만 원까지 됩니다.',
    '이자율은 3.5퍼센트이고 급여 이체를 하시면 0.3%p를 더 드려요.',
    '2026.1.2부터예요. 1월부터 적용돼요.',
    '평일 오전 9시부터 오후 4시까지 지점에서, 아니면 모바일 앱에서 하세요.',
    "'상품>가입' 메뉴에서 신청하시면 삼 영업일 이내에 알려 드립니다.",
    '전화는 15880000으로 해 주세요.',
    '자유적금은 월 300만원 이하예요.',
    '만기 30일 전부터 연장하세요.',
  ])('finds in the source: %s', (answer) => {
    expect(missing(answer, source)).toEqual([]);
  });

  it.each([
    ['another amount', '월 400만원 이하로 넣으세요.', '400만원'],
    ['another unit', '급여 이체를 하면 0.30%를 더해 드려요.', '0.30%'],
    ['another unit of time', '3일 안에 알려 드려요.', '3일'],
    ['another currency', '수수료는 500엔이에요.', '500엔'],
    ['a flipped comparison', '만 19세 이하이면 가입할 수 있어요.', '19세'],
    ['a nearly equal comparison', '월 300만원 미만으로 넣으세요.', '300만원'],
    ['a comparison of its own', '수수료는 500원 이상이에요.', '500원'],
    ['above for at most', '300만원을 넘으면 됩니다.', '300만원'],
    ['after for before', '만기 30일 뒤부터 연장하세요.', '30일'],
    ['a flipped range', '평일 16:00부터 열어요.', '16:00'],
    ['another period', '하루 500만원까지 됩니다.', '500만원'],
    ['another day', '주말에 오세요.', '주말'],
    ['another date', '2026년 1월 3일부터예요.', '2026년 1월 3일'],
    ['another year', '2025년 1월 2일부터예요.', '2025년 1월 2일'],
    ['another phone', '1588-0001로 전화해 주세요.', '1588-0001'],
    ['an emergency line', '급하면 112로 전화해 주세요.', '112'],
    ['another channel', '편의점에서 신청하세요.', '편의점'],
    ['another menu', "앱의 '상품 > 해지'에서 하세요.", "'상품 > 해지'"],
    ['a menu without quotes', '앱의 설정 > 알림에서 하세요.', '설정 > 알림에서'],
    ['an address', 'ondam-bank.example에서 하세요.', 'ondam-bank.example'],
    ['a mail address', 'help@ondam.example로 보내세요.', 'help@ondam.example'],
    ['another of our products', '온담 매일적금에 가입하세요.', '온담 매일적금'],
    ['a product nobody sells', '온담 무지개적금에 가입하세요.', '온담 무지개적금'],
    ['that in two words', '온담 무지개 적금에 가입하세요.', '온담 무지개 적금'],
    ['a fee waived', '수수료는 면제예요.', '면제'],
    ['that in other words', '수수료는 따로 없어요.', '수수료는 따로 없'],
    ['a number in Hangul', '수수료는 칠백 원이에요.', '칠백 원'],
    ['a number of days by name', '사흘 안에 알려 드려요.', '사흘'],
    ['how often, roughly', '두세 번 더 할 수 있어요.', '두세 번'],
    ['how often', '세 번까지 할 수 있어요.', '세 번'],
    ['a share', '절반을 드려요.', '절반'],
    ['a bare number', '답은 7이에요.', '7'],
  ])('misses %s', (_, answer, claim) => {
    expect(missing(answer, source)).toEqual([claim]);
  });

  it("takes another product's name for another product, and a general term for any of its kind", () => {
    expect(missing('정기예금은 됩니다.', '온담 외화정기예금은 됩니다.')).toEqual(['정기예금']);
    expect(missing('체크카드는 됩니다.', '온담 여행체크카드는 됩니다.')).toEqual([]);
  });

  it('takes what any of the passages says, and nothing without a passage', () => {
    expect(missing('500원이고 3영업일 걸려요.', '500원입니다.', '3영업일입니다.')).toEqual([]);
    expect(missing('500원이에요.')).toEqual(['500원']);
  });

  it('lets a number be left without its bound or period, and never given those of another number', () => {
    expect(missing('1,000만원이에요.', '1일 1,000만원 이하')).toEqual([]);
    expect(missing('1회 1,000만원이에요.', '1회 500만원, 1일 1,000만원')).toEqual(['1,000만원']);
  });

  it.each(entries)('$id rests on itself', ({ answer }) => {
    expect(missing(answer, answer)).toEqual([]);
    expect(unsupportedSentences(answer, [answer])).toEqual([]);
    expect(contradictions(answer, [answer])).toEqual([]);
  });
});

describe('the promise: nothing that the source lacks reaches a customer', () => {
  const passage = fc.constantFrom(...entries).map(({ answer }) => answer);

  it('supports any of the sentences of a passage', () => {
    fc.assert(
      fc.property(
        passage.chain((text) => fc.tuple(fc.constant(text), fc.subarray(sentencesOf(text)))),
        ([text, some]) => {
          expect(missing(some.join(' '), text)).toEqual([]);
          expect(contradictions(some.join(' '), [text])).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('misses any digit changed, unless the passage has the new number elsewhere', () => {
    fc.assert(
      fc.property(passage, fc.nat(), fc.nat(9), (text, which, digit) => {
        const places = [...text.matchAll(/\d/g)].map(({ index }) => index);
        if (places.length === 0) return;
        const at = places[which % places.length];
        if (text[at] === String(digit)) return;
        const changed = text.slice(0, at) + digit + text.slice(at + 1);
        const claim = claims(changed, vocabulary).find(({ start, end }) => start <= at && at < end);
        const elsewhere = values(text).includes(claim?.value ?? '');
        if (!elsewhere) expect(missing(changed, text)).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  const two = (n: number) => String(n).padStart(2, '0');
  const anyClaim = fc.oneof(
    fc.integer({ min: 1, max: 9_999_999_999 }).map((n) => `${n.toLocaleString('en')}원`),
    fc.integer({ min: 1, max: 9999 }).map((n) => `${n}만원`),
    fc.integer({ min: 1, max: 1999 }).map((n) => `연 ${(n / 100).toFixed(2)}%`),
    fc.integer({ min: 1, max: 199 }).map((n) => `${(n / 100).toFixed(2)}%p`),
    fc
      .integer({ min: 1, max: 99 })
      .chain((n) =>
        fc
          .constantFrom(
            '영업일',
            '개월',
            '년',
            '일',
            '시간',
            '분',
            '회',
            '건',
            '장',
            '명',
            '세',
            '점',
            '자리',
          )
          .map((unit) => n + unit),
      ),
    fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`),
    fc
      .tuple(
        fc.integer({ min: 1900, max: 2099 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
      )
      .chain(([y, m, d]) => fc.constantFrom(`${y}년 ${m}월 ${d}일`, `${y}-${two(m)}-${two(d)}`)),
    fc.nat(9999).map((n) => `1588-${String(n).padStart(4, '0')}`),
  );

  it('supports a claim by itself and misses it with any digit changed', () => {
    fc.assert(
      fc.property(anyClaim, fc.nat(), fc.nat(9), (claim, which, digit) => {
        const source = `기준은 ${claim}입니다.`;
        expect(missing(`${claim}이에요.`, source)).toEqual([]);
        const places = [...claim.matchAll(/\d/g)].map(({ index }) => index);
        const at = places[which % places.length];
        const changed = claim.slice(0, at) + digit + claim.slice(at + 1);
        if (changed !== claim) expect(missing(`${changed}이에요.`, source)).not.toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  const DIGITS = ['', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'];
  /** 1 to 9,999 in Hangul: 1,015 is 천십오. */
  const small = (n: number) =>
    [...String(n).padStart(4, '0')]
      .map((digit, place) =>
        digit === '0'
          ? ''
          : (digit === '1' && place < 3 ? '' : DIGITS[Number(digit)]) + ['천', '백', '십', ''][place],
      )
      .join('');
  const parts = (n: number) =>
    [
      [Math.floor(n / 1e8), '억'],
      [Math.floor(n / 1e4) % 1e4, '만'],
      [n % 1e4, ''],
    ] as const;
  const spelled = (n: number, write: (n: number) => string, gap: string) =>
    parts(n)
      .filter(([count]) => count > 0)
      .map(([count, scale]) => write(count) + scale)
      .join(gap);
  const spellings = (n: number) => [
    `${n}원`,
    `${n.toLocaleString('en')} 원`,
    `${spelled(n, String, ' ')}원`,
    `${spelled(n, (part) => part.toLocaleString('en'), ' ')} 원`,
    `${spelled(n, String, '')}원`,
    `${spelled(n, small, ' ')} 원`,
    `${spelled(n, small, '')}원`,
  ];

  it('supports an amount in any spelling by any other', () => {
    // Below 10 a Hangul amount is mostly another word: 일원 is a member, 사원 an employee.
    const amount = fc.oneof(
      fc.integer({ min: 10, max: 99_999 }),
      fc.integer({ min: 10, max: 999_999_999_999 }),
    );
    fc.assert(
      fc.property(amount, fc.nat(6), fc.nat(6), (n, one, other) => {
        const [answer, source] = [spellings(n)[one], spellings(n)[other]];
        expect(values(`수수료는 ${answer}입니다.`), answer).toEqual([`${n}원`]);
        expect(missing(`수수료는 ${answer}입니다.`, `수수료 ${source}`)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('unsupportedSentences', () => {
  const passages = [
    '분실한 카드는 사고신고 1588-0001이나 모바일 앱에서 바로 정지하실 수 있어요. 다시 찾으시면 영업점에서 풀어 드립니다.',
  ];

  it.each([
    [
      '네, 안녕하세요. 분실한 카드는 모바일 앱에서 바로 정지하실 수 있어요. 더 궁금한 점이 있으면 언제든지 말씀해 주세요.',
      [],
    ],
    ['제가 안내해 드릴게요! 다시 찾으시면 영업점에서 풀어 드려요. 도움이 되셨나요?', []],
    ['분실 카드는 앱에서 바로 정지할 수 있습니다. 감사합니다.', []],
    [
      '분실한 카드는 앱에서 바로 정지하세요. 포인트도 두 배로 쌓아 드려요.',
      ['포인트도 두 배로 쌓아 드려요.'],
    ],
    ['주식에 투자하시면 좋습니다.', ['주식에 투자하시면 좋습니다.']],
    ['Sure, you can do that in the app.', ['Sure, you can do that in the app.']],
  ])('of %j finds %j', (answer, expected) => {
    expect(unsupportedSentences(answer, passages).map(({ text }) => text)).toEqual(expected);
  });

  it('finds 97 in 100 sentences of other areas', () => {
    const strays = entries.flatMap(({ area, answer }, i) => {
      const others = entries.filter((other) => other.area !== area);
      const three = [0, 1, 2].map((n) => others[(i * 7 + n * 101) % others.length].answer);
      return sentencesOf(answer).map((sentence) => unsupportedSentences(sentence, three).length);
    });
    const found = strays.filter((n) => n > 0).length;
    expect(found / strays.length).toBeGreaterThan(0.97);
  });
});

describe('contradictions', () => {
  const passages = [
    '한도는 모바일 앱에서 언제든 낮추실 수 있어요. 조부모님은 신청하실 수 없습니다. 재발급 수수료는 면제예요. ' +
      '학생증만으로는 통장을 만들 수 없고, 법정대리인의 동의가 필요해요. 원금은 예금자보호법에 따라 보호됩니다.',
  ];

  it.each([
    '한도는 모바일 앱에서 언제든 낮추실 수 없어요.',
    '조부모님은 신청하실 수 있어요.',
    '재발급 수수료는 부과돼요.',
    '재발급 수수료가 있어요.',
    '학생증만으로 통장을 만들 수 있고, 동의는 따로 받습니다.',
    '법정대리인의 동의가 필요하지 않아요.',
    '원금은 예금자보호법에 따라 보호되지 않아요.',
  ])('finds one in: %s', (answer) => {
    expect(contradictions(answer, passages)).toHaveLength(1);
  });

  it.each([
    '네, 한도는 앱에서 언제든 낮추실 수 있습니다.',
    '아니요, 조부모님은 신청이 불가해요.',
    '재발급 수수료는 없어요.',
    '법정대리인의 동의가 없으면 통장을 만들 수 없어요.',
    '영업점에서는 신청하실 수 있어요.',
  ])('finds none in: %s', (answer) => {
    expect(contradictions(answer, passages)).toEqual([]);
  });

  it('finds nine in ten predicates of data/faq denied', () => {
    const flips: [RegExp, string][] = [
      [/수 있(?=어요|습니다|고)/, '수 없'],
      [/수 없(?=어요|습니다|고)/, '수 있'],
      [/면제/, '부과'],
      [/ 됩니다/, ' 안 됩니다'],
    ];
    const found = entries.flatMap(({ answer }) =>
      sentencesOf(answer).flatMap((sentence) =>
        flips
          .filter(([pattern]) => pattern.test(sentence))
          .map(
            ([pattern, flipped]) => contradictions(sentence.replace(pattern, flipped), [answer]).length > 0,
          ),
      ),
    );
    expect(found.filter(Boolean).length / found.length).toBeGreaterThan(0.9);
  });
});
