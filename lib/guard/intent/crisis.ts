import type { Normal } from './normal';

const KOREAN =
  /(?<!배고파|더워|추워|피곤해|졸려|웃겨|귀여워|창피해)죽고싶|(?<!혼)자해(를|하고|했|할것|충동)|극단(적인|적)?(선택|생각)|목숨을?(끊|버리)|살기(가)?싫|살고싶지않|살아서뭐|살아야할이유|사는게의미|뛰어내리(고|려|면)|(한강|다리|옥상)(에서|에|로)?(뛰어|떨어지|가고싶)|세상을?(떠나고|등지고)싶|죽어버리고싶|죽는게(낫|나)|그만살고|유서를?(썼|쓰)/;
/** Only as a word: 삼성전자 살 수 is something else. */
const KOREAN_WORD = /자살/;
const ENGLISH = /\b(suicid\w*|kill(ing)? myself|end my life|want to die|self harm)\b/;

/** Whether a message speaks of wanting to die. Whatever else it asks, help for that comes first. */
export const isCrisis = ({ words, compact }: Normal): boolean =>
  KOREAN.test(compact) || KOREAN_WORD.test(words) || ENGLISH.test(words);
