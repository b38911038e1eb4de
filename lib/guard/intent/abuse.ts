import type { Normal } from './normal';

/** At the beginning of a word, so that 아저씨 발급 and 다시 발송 are none. */
const SWEARING =
  /(?<![^ ])(아|야|이|개|진짜)*[씨시쒸씹쓰]\d?[이]?[발팔벌빨](?![급송행신생권전])|(?<![^ ])([^ ]{0,2})?(?<!질|발|유)병\d?신(?![청고용분규])|[개쌍썅]새끼|(?<![^ ])(야|이|저|그)?새끼(?!손)|존나|좆|ㅈ같|지랄|염병|엿먹|썅|닥쳐|닥치|등신|멍청|바보|(?<!(을|를|에) )(?<![^ ])(개)?미친(놈|년|새|거|것|은행|기계|챗봇|짓|ㅅ| |$)|쓰레기(?!통)|놈들아|놈아|년아|이놈|사기꾼(들아|아|이네|놈|같은)|도둑놈|뒈져|뒤져라|뒤질래|죽여버|개짜증|개같|빡치|빡쳐|빡침|열받|섹스|야동|ㅅㅂ|ㅆㅂ|ㅂㅅ|ㅄ|ㅈㄹ|ㅁㅊ|ㄲㅈ|\b(fuck\w*|shit\w*|bitch\w*|asshole|bastard|idiot|moron|stupid|dumb|crap)\b/;
/** Only as the whole message: an app closes (꺼져요) as well. */
const CURT = /^(야|좀|그냥|아|에이|이)*(꺼져(라|버려)?|죽어|죽을래|입닥|에이씨|아이씨|씨|ㅗ|퉤|망해라)+$/;

/** Something to ask about remains. */
const SUBJECT =
  /통장|계좌|카드|대출|예금|적금|이체|송금|입금|출금|금리|이자|수수료|한도|환전|환율|인증|otp|오티피|비밀번호|비번|로그인|앱|atm|현금|보험|펀드|청약|연금|증명서|해지|가입|만기|연체|지점|영업|얼마|방법|어디서|몇시|언제까지|하려면|account|card|loan|transfer|fee|password|app/;

/** Whether a message is an outburst and nothing else: one with a question inside is a question. */
export function isAbuse({ words, compact }: Normal): boolean {
  return CURT.test(compact) || (SWEARING.test(words) && !SUBJECT.test(compact));
}
