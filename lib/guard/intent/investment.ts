import type { Normal } from './normal';

const ASSET =
  '(펀드|주식|종목|코인|이더리움|리플|가상화폐|암호화폐|가상자산|etf|els|리츠|채권|달러|엔화?|유로화?|위안화?|금값|골드바|공모주|삼성전자|테슬라|엔비디아|애플주|하이닉스|카카오|네이버|코스피|코스닥|나스닥|해외주식)';
const PRICE =
  '(환율|금리|이자율|주가|주식|증시|코인|집값|전셋값|부동산|아파트값?|달러|엔화|유로|위안|금값|금시세|유가|코스피|코스닥|나스닥|펀드|etf|물가|경기|경제|삼성전자|테슬라|엔비디아)';
const SOON =
  '(앞으로|내년에?|올해|다음달에?|연말에?|하반기에?|상반기에?|조만간|곧|언제쯤?|더|계속|내일|다음주에?)*';
const ADVICE =
  '(살까|사볼까|사도(될까|괜찮을까|좋을까|괜찮아|돼$)|사야(할까|하나|할지|되나|돼)|사는게(좋|나을|낫|맞|이득)|사면(좋|이득|어떨|대박)|살만한|팔까|팔아야|팔아도될까|파는게(좋|나을|낫|맞)|들어가도(될까|괜찮)|담을까|들까|뭐들|넣을까|투자(할까|해도될까|해도괜찮|하면(좋|어떨|될까)|해볼까)|추천|찍어|골라|뭐가?(좋|나을|낫|살|사|유망|괜찮)|뭘(살|사|담|들)|어때|어떤게(좋|나을|낫)|유망|(살|팔|매수|매도)타이밍|매수(할까|해야)|매도(할까|해야))';
const RISE_OR_FALL =
  '(오를까|오르려나|오르겠|오를(것|거)같(아|나|니|습)(요|$)|오를지(알려|궁금|어떻)|오를거라|상승할까|올라갈까|내릴까|내리려나|내려갈까|내려갈(것|거)같(아|나)(요|$)|떨어질까|떨어지려나|하락할까|폭락할까|폭등할까|반등할까|어떻게(될까|될것|될거|되겠)|어찌(될까|되겠))(?!봐|걱정|무서|싶)';

const KOREAN = [
  `${ASSET}[가-힣0-9]{0,8}?${ADVICE}`,
  '(어떤|무슨|뭔|어느)(펀드|주식|종목|코인|etf|채권|els)[가-힣]{0,8}?(사|살|좋|나을|낫|들까|들면|추천|투자|골라|유망|괜찮|넣)',
  `(추천|유망|대박|급등)(좀)?(종목|주식|코인|펀드)`,
  `${PRICE}[이가은는도]?${SOON}${RISE_OR_FALL}`,
  `${PRICE}[이가은는을를의]?(앞으로|향후|내년|올해)?(의)?(전망|예측|예상)[이은을를]?(좀|알려|어때|어떻|어떤|해줘|해주|말해|부탁|궁금|뭐|밝|$)`,
  `(앞으로|내년에?|올해|다음달에?|연말에?|하반기에?|조만간)[가-힣]{0,4}?${PRICE}[이가은는도]?(더|계속|또)?(오르나|내리나|내려가나|떨어지나|올라가나)`,
  `${PRICE}[이가은는]?(언제쯤?|앞으로|내년에?|조만간|연말에?)(더)?(올라|오르|내려|내리|떨어)(요|가요?|나|나요|져요?|지나|지나요|갈까|질까)`,
  '(돈|목돈|여윳돈|퇴직금|노후자금|자산)[을를은]?[가-힣]{0,6}?(불리려면|불리는(법|방법)|불릴|두배로|굴릴|굴리려면|굴려야|투자(할까|하면좋|하는게|해야할))',
  '(수익률|수익)이?(제일|가장)?(높은|좋은)(거|것|걸|게|상품|펀드|투자)?[가-힣]{0,4}?(골라|추천|뭐|알려|찍|있)',
  '원금(이)?보장[가-힣]{0,6}?수익[가-힣]{0,8}?(있|추천|알려|골라)',
  '(무슨|어떤)상품[가-힣]{0,6}?(담으면|투자하|굴리)',
  '재테크(추천|비법|뭐|어떻게|잘하는)',
].map((pattern) => new RegExp(pattern));
/** 금 alone, as a word: within others it is money, savings, a deposit. */
const GOLD =
  /(?<![^ ])금((은|을|이|에|도|값)?(?![^ ]).{0,8}(살|사도|사는|사야|투자|오를|팔|타이밍)|(살|사도|팔)(?![^ ]))|오를까.{0,6}금(?![^ ])/;

const ENGLISH = [
  /\b(which|what) (stocks?|funds?|coins?|etfs?|crypto|shares)\b.{0,20}\b(buy|invest|pick|best|good)\b/,
  /\bshould i (buy|sell|invest|put)\b|\bgood time to (buy|sell|invest)\b/,
  /\bwill\b.{0,25}\b(dollar|won|yen|euro|exchange rates?|interest rates?|stocks?|bitcoin|prices?|market)\b.{0,15}\b(go up|rise|fall|drop|go down|increase|crash)\b/,
  /\brecommend\b.{0,15}\b(stocks?|funds?|etfs?|coins?|investments?)\b|\b(stock|fund|investment) (tips?|advice|recommendations?|picks?)\b/,
];

/** Whether a message wants to be told what to buy or sell, or what a price will do. */
export function wantsInvestmentAdvice({ words, compact }: Normal): boolean {
  return (
    KOREAN.some((pattern) => pattern.test(compact)) ||
    GOLD.test(words) ||
    ENGLISH.some((pattern) => pattern.test(words))
  );
}
