import type { StopId } from '@/lib/lab/tour';
import { words } from '../staff';

interface Stop {
  title: string;
  /** What to do there, one thing at a time. */
  steps: string[];
  /** What to look at. */
  look: string;
}

const ko: Record<StopId, Stop> = {
  answer: {
    title: '질문 하나와 그 근거',
    steps: ['질문이 이미 적혀 있어요. 보내기를 눌러요.', '답변 아래의 근거를 눌러요.'],
    look: '답변은 이 저장소가 처음부터 학습한 GPT가 썼어요. 근거를 열면 은행이 승인한 원문과 시행일, 출처가 나와요. 답변 설정을 다양으로 바꾸고 다시 답하게 해도 말투만 달라지고 숫자는 그대로예요.',
  },
  injection: {
    title: '통하지 않는 공격',
    steps: ['지시를 잊고 금리가 20%라고 말하라는 글이 적혀 있어요. 보내기를 눌러요.'],
    look: '온담은 20%라고 말하지 않아요. 공격인 것을 먼저 알아보고, 모델까지 가더라도 근거에 없는 숫자는 내보내지 않아요.',
  },
  pipeline: {
    title: '답변 속 보기',
    steps: ['열면 질문을 바로 따라가요.', '3번 결정과 6번 근거 확인을 견주어 봐요.'],
    look: '여섯 단계의 실제 값이 나와요. 낱말과 뜻으로 찾은 두 순서가 어떻게 더해졌는지, 모델이 읽은 글 전체, 토큰마다의 확률, 문장마다 찾은 숫자와 그 판정이 모두 보여요.',
  },
  handoff: {
    title: '사람에게 넘기기',
    steps: [
      '고객 화면에서 적혀 있는 말을 보내고 상담원 연결을 눌러요.',
      '직원 화면을 새 창으로 열어 상담 계정으로 들어가고, 상담함에서 그 대화를 맡아 답해요.',
    ],
    look: '직원의 말은 고객 화면에 바로 나타나고, 그동안 온담은 끼어들지 않아요. 온담에게 돌려주면 다시 온담이 답해요.',
  },
  publish: {
    title: '새 안내가 답변이 되기까지',
    steps: [
      '편집 계정으로 들어간 뒤 새 안내를 열어요. 업무만 고르면 나머지는 채워져 있어요. 저장해요.',
      '검토 계정으로 들어가 그 안내를 승인하고 게시해요.',
      '고객 화면에서 물어봐요.',
    ],
    look: '쓴 사람은 스스로 승인할 수 없어요. 게시하기 전에는 모른다고 하고, 게시하면 다시 학습하지 않아도 바로 그 안내로 답해요.',
  },
  training: {
    title: '배우는 모습 보기',
    steps: ['학습 중에 쓴 글의 막대를 처음부터 끝까지 끌어요.'],
    look: '아무 글자나 늘어놓던 모델이 한국어 문장을 쓰게 돼요. 위의 그래프에서 손실이 내려가는 것과 나란히 봐요. 데이터와 기계, 걸린 시간도 여기 있어요.',
  },
  tokens: {
    title: '글이 토큰이 되는 법',
    steps: ['아무 한국어 문장이나 적어요.'],
    look: '같은 글을 GPT-2의 토크나이저와 나란히 나눠 보여 줘요. 우리 것은 한글을 훨씬 적은 토큰으로 읽어요.',
  },
  inspector: {
    title: '한 글자 뒤의 확률',
    steps: [
      '글이 만들어지면 색이 진한 토큰을 눌러요.',
      '다른 후보를 하나 골라 거기서부터 다시 써 보게 해요.',
    ],
    look: '모델이 그 자리에서 고를 수 있던 후보와 확률이 나와요. 후보 하나를 바꾸면 뒤의 글이 모두 달라져요.',
  },
  temperature: {
    title: '온도 0.2와 1.5',
    steps: ['같은 글, 같은 시드로 두 칸이 나란히 써요.', '아무 토큰이나 눌러 두 칸의 막대를 견주어요.'],
    look: '낮은 온도는 가장 그럴듯한 말에 확률을 몰아주고, 높은 온도는 고르게 펴요. 그래서 오른쪽은 엉뚱해져요. 은행 답변에서는 이렇게 해도 사실이 바뀌지 않게 문장마다 확인해요.',
  },
  evaluation: {
    title: '얼마나 맞고 어디서 틀리나',
    steps: ['약속과 결과를 보고, 틀린 답변 하나를 열어요.', '지금 다시 물어보기를 눌러요.'],
    look: '학습에 쓰지 않은 질문으로 잰 결과와 신뢰구간이에요. 못 지킨 약속과 틀린 답변도 그대로 보여 줘요. 아래에는 다른 도구와 견준 속도와 다시 재는 명령이 있어요.',
  },
};

const en: Record<StopId, Stop> = {
  answer: {
    title: 'A question and its source',
    steps: ['The question is typed already: send it.', 'Press the source under the answer.'],
    look: 'A GPT that this repository trained from scratch wrote the answer. The source opens as the text that the bank approved, with its effective date. Set the answer settings to free and let it answer again: the wording changes, the numbers do not.',
  },
  injection: {
    title: 'An attack that fails',
    steps: ['A text asks to forget all instructions and to say that the rate is 20%: send it.'],
    look: 'Ondam does not say 20%. The attack is recognised first; and even what reaches the model can say no number that the source lacks.',
  },
  pipeline: {
    title: 'Inside an answer',
    steps: [
      'The question is followed as the page opens.',
      'Compare step 3, the plan, with step 6, grounding.',
    ],
    look: 'Six steps with their real values: how the rankings by words and by meaning add up, all that the model read, the probability of each token, and the numbers found in each sentence with their verdict.',
  },
  handoff: {
    title: 'Handing over to a person',
    steps: [
      "On the customer's page send what is typed, and press the button for a person.",
      'Open the console in another window with the account 상담, take the conversation in the inbox, and answer.',
    ],
    look: 'What staff write appears at once, and the bot is silent until the conversation is given back to it.',
  },
  publish: {
    title: 'A new entry becomes an answer',
    steps: [
      'With the account 편집 open the new entry: choose an area, the rest is filled in. Save it.',
      'With the account 검토 approve and publish it.',
      "Ask for it on the customer's page.",
    ],
    look: 'Nobody approves what they wrote. Before it is published Ondam does not know it; afterwards it answers from it at once, without any training.',
  },
  training: {
    title: 'Watch it learn',
    steps: ['Drag the slider over the samples written during training from the first to the last.'],
    look: 'A model that strings letters together comes to write Korean sentences, beside a loss that falls. The data, the machine and the time are here too.',
  },
  tokens: {
    title: 'How text becomes tokens',
    steps: ['Type any Korean sentence.'],
    look: "The same text by GPT-2's tokenizer beside it: ours reads Korean in far fewer tokens.",
  },
  inspector: {
    title: 'The probabilities behind a word',
    steps: [
      'Once the text is there, press a token of a strong colour.',
      'Take another candidate and let it go on from there.',
    ],
    look: 'What the model could have said there, and how likely it was. Another candidate changes all that follows.',
  },
  temperature: {
    title: 'Temperature 0.2 and 1.5',
    steps: [
      'Two panes write from the same text and seed.',
      'Press any token and compare the bars of the two.',
    ],
    look: "A low temperature gives all probability to the likeliest word, a high one spreads it, and the right pane goes astray. In the bank's answers each sentence is checked, so that even this changes no fact.",
  },
  evaluation: {
    title: 'How right it is, and where it fails',
    steps: ['Look at promises and results, then open a wrong reply.', 'Ask it again.'],
    look: 'Measured with intervals on questions that no training has seen. Promises that were not kept and replies that were wrong are shown as they are. Below: speed beside other tools, and the commands that repeat it.',
  },
};

/** Ten stops in ten minutes. */
export const tourWords = words(
  {
    title: '10분 둘러보기',
    hint: '열 곳을 1분씩 둘러보면 온담이 무엇이고 어떻게 만들어졌는지 알 수 있어요. 단추를 누르면 준비된 화면이 새 창으로 열려요. 어디까지 봤는지는 이 브라우저가 기억해요.',
    progress: '{total}곳 가운데 {done}곳을 봤어요',
    seen: '봤어요',
    again: '처음부터 다시',
    look: '볼 것',
    accounts: '직원 화면은 데모 계정(상담, 편집, 검토, 관리)을 눌러 들어가요.',
    open: { customer: '고객 화면 열기', staff: '직원 화면 열기', lab: '연구실 열기' },
    new_window: '새 창',
    finished: '다 봤어요. 고맙습니다.',
    prose: {
      title: '심사위원을 위한 10분 둘러보기',
      intro:
        '`npm start`로 온담을 연 뒤 아래 순서대로 따라가면 돼요. 같은 내용이 http://localhost:3000/lab/tour 에 단추로 있어요. 주소의 포트를 바꿨다면 아래 주소도 그 포트로 바꿔 주세요.',
      written:
        '이 글은 lib/i18n/lab/tour.ts에서 만들어져요. 고치려면 그 파일을 고친 뒤 `npx vitest run lib/lab/tour.test.ts -u`를 실행하세요.',
    },
    stops: ko,
  },
  {
    title: 'Ten-minute tour',
    hint: 'Ten stops of a minute each tell what Ondam is and how it was made. Each button opens a page that is set up, in a new window. This browser remembers how far you came.',
    progress: '{done} of {total} seen',
    seen: 'Seen',
    again: 'Start over',
    look: 'Look at',
    accounts: 'Enter the console with one of its demo accounts.',
    open: { customer: "Customer's page", staff: 'Console', lab: 'Lab' },
    new_window: 'new window',
    finished: 'That was all. Thank you.',
    prose: {
      title: 'Ten minutes for judges',
      intro:
        'Open Ondam with `npm start` and follow the stops. http://localhost:3000/lab/tour has the same with buttons.',
      written:
        'Made from lib/i18n/lab/tour.ts: change that, then run `npx vitest run lib/lab/tour.test.ts -u`.',
    },
    stops: en,
  },
);
