/** Texts to begin with, by name. */
export const EXAMPLES = {
  bank: '온담 정기예금은 가입 기간에 따라 금리가 달라요. 만기 전에 해지하면 중도해지 금리를 적용해요.',
  talk: '안녕하세요, 카드를 잃어버렸는데 어떻게 해야 하나요? 빨리 알려 주시면 고맙겠습니다.',
  english: 'The customer opened a savings account online and transferred the deposit in a minute.',
  emoji: '송금 완료! 🎉 우리 가족 👨‍👩‍👧 계좌에 잘 들어왔어요 🇰🇷',
  rare: '쀍뷁 같은 드문 글자와 漢字, ｶﾅ, Ω≈ç√도 바이트로 나뉘어 빠짐없이 남아요.',
  digits: '계좌번호 110-2345-678901, 금액 1,250,000원,\n\t  연 3.15%',
} as const;

export type Example = keyof typeof EXAMPLES;
