/** After a verb's stem such as 알려: it is asked of us, not told ("알려 줬어요") or supposed ("알려 줘도 되나요"). */
const PLEASE =
  '(줘(?!도|서|야|버)|주세요|주셔요|주시(겠|오|기|죠|지요|면감사|면좋)|주십시오|주라|주소|주이소|줄래|줄수있|주겠|주실|달라고?$|봐$|라$|요$|$)';

/** A wish to be told or shown something, right after the thing itself. */
export const TELL = `((알려|보여|말해|가르쳐|갈켜|찾아|뽑아|읽어|불러)${PLEASE}|(조회|확인|검색|열람)(좀)?(해)?${PLEASE}|(조회|확인)(부탁|좀해)|봐${PLEASE})`;

/** A question for a figure, right after the thing itself; not for a rule ("얼마까지", "얼마 있어야"). */
export const HOW_MUCH =
  '(얼마나?(야|예요|에요|인가요?|인지(알려|보여|말해|조회|확인|궁금|알고|좀)|이?죠|지$|냐|니$|있(어(?!야)|나|는지(알려|봐|보여|말해|좀|확인|조회|궁금)|지|니|죠|습|음)|남(았|아있|은|음)|나왔|나갔|썼|되나|됐|돼요?$|$)|(뭐|뭔|무엇)(야|예요|에요|지|죠|였|인가|인지|니|냐)|몇(점|번|프로|퍼센트|원|개))';

export const PARTICLES =
  '(의|에|에는|을|를|이|가|은|는|도|좀|다|전부|모두|안에|속에|돈|지금|현재|이번달|지난달)*';
