import type { ChatControl, PresetName } from '@/lib/answer/sampling';
import type { FEEDBACK_REASONS } from '@/lib/conversations/feedback-reasons';
import type { ErrorCode } from '@/lib/errors';
import type { EntryProblem } from '@/lib/knowledge/entry';
import type { TextSize, Theme } from './display';

/** Everything the chat says, by place. Pieces in {braces} are filled in (see `fill`). */
export interface Dictionary {
  /** The page's own language, and the button that leads to the other one. */
  lang: string;
  other_language: string;
  title: string;
  description: string;
  header: {
    bank: string;
    assistant: string;
    ai: string;
    new_chat: string;
    settings: string;
    history: string;
  };
  /** That an AI answers; `phone` is where a person does. */
  notice: { text: string; call: string; phone: string; lab: string };
  welcome: {
    greeting: string;
    invitation: string;
    areas: string;
    suggestions: { area: string; questions: string[] }[];
  };
  log: {
    label: string;
    you: string;
    thinking: string;
    writing: string;
    interrupted: string;
    empty: string;
    truncated: string;
    announcement: string;
    regenerate: string;
    copy: string;
    copied: string;
    to_end: string;
    speed: string;
    sources: string;
    effective: string;
    source_of: string;
    close: string;
    verbatim: string;
    options: string;
    follow_ups: string;
    masked: string;
    masked_why: string;
    edit: string;
    edit_last: string;
    edit_send: string;
    edit_cancel: string;
    read_aloud: string;
    stop_reading: string;
  };
  /** What happens between the bot and people. */
  handoff: {
    ask: string;
    ask_hint: string;
    waiting: string;
    position: string;
    next: string;
    waited: string;
    cancel: string;
    with_agent: string;
    leave: string;
    agent: string;
    placeholder: string;
    announcement: string;
    notice: Record<'queued' | 'claimed' | 'returned' | 'closed' | 'cancelled' | 'agent_left', string>;
  };
  /** Numbers to call at once, shown large. */
  emergency: Record<'accident' | 'crisis', { title: string; numbers: { label: string; phone: string }[] }>;
  feedback: {
    up: string;
    down: string;
    thanks: string;
    title: string;
    intro: string;
    reason: Record<(typeof FEEDBACK_REASONS)[number], string>;
    comment: string;
    send: string;
  };
  history: {
    title: string;
    empty: string;
    delete: string;
    delete_sure: string;
    delete_yes: string;
    delete_no: string;
    deleted: string;
    download: string;
    privacy: string;
    close: string;
  };
  display: {
    title: string;
    theme: string;
    themes: Record<Theme, string>;
    text_size: string;
    text_sizes: Record<TextSize, string>;
  };
  composer: {
    speak: string;
    listening: string;
    label: string;
    placeholder: string;
    send: string;
    stop: string;
    hint: string;
    count: string;
  };
  problem: {
    retry: string;
    close: string;
    offline: string;
  };
  settings: {
    title: string;
    intro: string;
    close: string;
    presets: string;
    preset: Record<PresetName, { name: string; hint: string }>;
    custom_preset: string;
    standard: string;
    custom: string;
    standard_value: string;
    random: string;
    kind: Record<'integer' | 'number', string>;
    control: Record<ChatControl, { name: string; explanation: string }>;
  };
  /** What is wrong with a field of an entry that staff enter or import. */
  entry_problem: Record<EntryProblem, string>;
  /** The kinds of personal data that are masked. */
  personal_data: Record<string, string>;
  errors: Record<ErrorCode, string>;
}

export const ko: Dictionary = {
  lang: 'ko',
  other_language: 'English',
  title: '온담 | 온담은행 AI 상담',
  description: '온담은행의 AI 상담원 온담에게 계좌, 이체, 카드, 대출을 물어보세요.',
  header: {
    bank: '온담은행',
    assistant: '온담',
    ai: 'AI',
    new_chat: '새 대화',
    settings: '답변 설정',
    history: '지난 대화',
  },
  notice: {
    text: '답변은 AI가 만들며 틀릴 수 있어요. 중요한 내용은 꼭 확인해 주세요.',
    call: '상담',
    phone: '1588-0000',
    lab: 'AI 연구실',
  },
  welcome: {
    greeting: '안녕하세요, 온담이에요.',
    invitation: '은행 일이 궁금하면 편하게 물어보세요.',
    areas: '분야',
    suggestions: [
      {
        area: '자주 묻는 질문',
        questions: [
          '온담 정기예금 금리는 기간별로 얼마인가요?',
          '이체한도를 올리려면 어떻게 해야 하나요?',
          '인증서 비밀번호를 잊어버렸어요. 어떻게 하나요?',
          '보이스피싱에 속아서 돈을 보냈어요. 어떻게 해야 하나요?',
        ],
      },
      {
        area: '인증서·OTP',
        questions: [
          '온담인증서, 금융인증서, 공동인증서는 무엇이 다른가요?',
          '인증서 비밀번호를 잊어버렸어요. 어떻게 하나요?',
          'OTP는 어떤 종류가 있고 발급 수수료는 얼마인가요?',
          'OTP 번호가 자꾸 틀리다고 나와요.',
        ],
      },
      {
        area: '체크카드',
        questions: [
          '체크카드는 어떻게 신청하고 며칠 만에 받을 수 있나요?',
          '체크카드 결제 한도는 하루와 한 달에 얼마인가요?',
          '체크카드로 후불교통을 쓰면 언제 출금되고 한도는 얼마인가요?',
          '체크카드 결제를 취소하면 돈은 언제 통장으로 돌아오나요?',
        ],
      },
      {
        area: '신용카드',
        questions: [
          '신용카드 발급 자격과 심사 기간이 어떻게 되나요?',
          '온담 신용카드별 연회비는 얼마이고 해지하면 돌려받나요?',
          '카드 대금을 미리 갚거나 결제일에 못 내면 어떻게 되나요?',
          '해외에서 신용카드를 쓰면 수수료가 얼마나 붙나요?',
        ],
      },
      {
        area: '예금·적금',
        questions: [
          '온담 정기예금 금리는 기간별로 얼마인가요?',
          '예금이나 적금을 만기 전에 해지하면 이자를 얼마나 받나요?',
          '예금 만기가 지났는데 찾지 않으면 이자는 어떻게 되나요?',
          '온담은행 예금은 예금자보호를 얼마까지 받을 수 있나요?',
        ],
      },
      {
        area: '보이스피싱·사고신고',
        questions: [
          '보이스피싱에 속아서 돈을 보냈어요. 어떻게 해야 하나요?',
          '보이스피싱 피해금은 어떻게 돌려받나요? 얼마나 걸려요?',
          '문자에 있는 링크를 눌러 이상한 앱이 깔렸어요.',
          '은행이나 검찰이라며 돈을 옮기라는 전화가 왔는데 진짜인가요?',
        ],
      },
      {
        area: '외환·해외송금',
        questions: [
          '해외로 돈을 보낼 때 수수료는 얼마인가요?',
          '해외송금은 몇 시까지 신청해야 하고 도착까지 며칠 걸리나요?',
          '모바일로 환전하면 우대율은 얼마이고 어디에서 받나요?',
          '해외송금 정보를 잘못 적었는데 고치거나 취소할 수 있나요?',
        ],
      },
      {
        area: '신용대출',
        questions: [
          '온담 직장인신용대출의 자격과 한도, 금리는 어떻게 되나요?',
          '금리인하요구권은 언제 신청할 수 있고 결과는 얼마나 걸리나요?',
          '신용대출을 미리 갚으면 중도상환수수료가 있나요?',
          '온담 마이너스통장의 자격과 한도, 이자는 어떻게 계산하나요?',
        ],
      },
      {
        area: '주택담보·전세대출',
        questions: [
          '온담 주택담보대출의 한도와 금리, 기간은 어떻게 되나요?',
          '온담 전세대출의 조건과 한도, 금리는 얼마인가요?',
          '주택담보대출이나 전세대출을 중간에 갚으면 수수료가 얼마인가요?',
          '대출받을 때 인지세는 얼마이고 누가 내나요?',
        ],
      },
      {
        area: '이체·한도',
        questions: [
          '보안카드와 OTP에 따라 하루 이체한도가 어떻게 다른가요?',
          '이체한도를 올리려면 어떻게 해야 하나요?',
          '다른 은행으로 돈을 보낼 때 이체 수수료가 얼마인가요?',
          '다른 사람 계좌로 잘못 보낸 돈은 어떻게 돌려받나요?',
        ],
      },
    ],
  },
  log: {
    label: '대화 내용',
    you: '나',
    thinking: '찾는 중',
    writing: '쓰는 중',
    interrupted: '답변이 중간에 멈췄어요.',
    empty: '답할 말을 찾지 못했어요. 다르게 물어봐 주세요.',
    truncated: '최대 길이에 닿아 여기서 끝났어요.',
    announcement: '온담의 답변: {text}',
    regenerate: '다시 답하기',
    copy: '복사',
    copied: '복사했어요',
    to_end: '맨 아래로',
    speed: '초당 {speed}토큰',
    sources: '근거',
    effective: '{date}부터',
    source_of: '출처: {source}',
    close: '닫기',
    verbatim: '은행이 승인한 안내 그대로예요.',
    options: '어느 쪽이 궁금하세요?',
    follow_ups: '이어서 물어보기',
    masked: '개인정보를 가리고 보냈어요: {kinds}',
    masked_why: '답변에 필요하지 않은 정보라서, 저장하거나 AI가 읽기 전에 가렸어요.',
    edit: '질문 고치기',
    edit_last: '고친 질문',
    edit_send: '고쳐서 보내기',
    edit_cancel: '취소',
    read_aloud: '소리 내어 읽기',
    stop_reading: '읽기 멈추기',
  },
  handoff: {
    ask: '상담원 연결',
    ask_hint: '지금까지의 대화가 상담원에게 그대로 전달돼요.',
    waiting: '상담원을 기다리고 있어요.',
    position: '앞에 {ahead}명',
    next: '다음 차례예요.',
    waited: '{time} 기다림',
    cancel: '기다리지 않기',
    with_agent: '{agent} 상담원과 이야기하고 있어요.',
    leave: '상담 끝내기',
    agent: '상담원',
    placeholder: '상담원에게 전할 말',
    announcement: '{agent} 상담원의 답: {text}',
    notice: {
      queued: '상담원 연결을 요청했어요. 남기신 말은 상담원이 읽어요.',
      claimed: '{agent} 상담원이 이어받았어요.',
      returned: '상담원이 대화를 온담에게 돌려주었어요.',
      closed: '상담이 끝났어요. 이어서 온담에게 물어보셔도 돼요.',
      cancelled: '상담원 연결을 취소했어요. 온담이 다시 답해요.',
      agent_left: '{agent} 상담원이 자리를 비워 다른 상담원을 찾고 있어요.',
    },
  },
  emergency: {
    accident: {
      title: '지금 바로 전화하세요',
      numbers: [
        { label: '온담은행 사고신고 (24시간)', phone: '1588-0001' },
        { label: '경찰 신고', phone: '112' },
        { label: '금융감독원 상담', phone: '1332' },
      ],
    },
    crisis: {
      title: '혼자 견디지 마세요',
      numbers: [
        { label: '자살예방상담전화 (24시간)', phone: '109' },
        { label: '응급', phone: '119' },
      ],
    },
  },
  feedback: {
    up: '도움이 됐어요',
    down: '도움이 안 됐어요',
    thanks: '의견 고마워요.',
    title: '무엇이 아쉬웠나요?',
    intro: '고르신 이유와 적어 주신 말은 안내를 고치는 데에만 써요.',
    reason: {
      wrong: '내용이 틀려요',
      not_my_question: '물어본 것과 달라요',
      hard_to_understand: '이해하기 어려워요',
      too_long: '너무 길어요',
      other: '그 밖의 이유',
    },
    comment: '더 하고 싶은 말 (선택)',
    send: '보내기',
  },
  history: {
    title: '지난 대화',
    empty: '아직 나눈 대화가 없어요.',
    delete: '지우기',
    delete_sure: '이 대화를 완전히 지울까요?',
    delete_yes: '지우기',
    delete_no: '두기',
    deleted: '대화를 지웠어요.',
    download: '글로 내려받기',
    privacy: '이 기기에서 나눈 대화만 보여요. 지우면 은행에도 남지 않아요.',
    close: '닫기',
  },
  display: {
    title: '화면',
    theme: '밝기',
    themes: { system: '기기 설정', light: '밝게', dark: '어둡게' },
    text_size: '글자 크기',
    text_sizes: { normal: '보통', large: '크게', huge: '아주 크게' },
  },
  composer: {
    speak: '말로 묻기',
    listening: '듣고 있어요. 다시 누르면 멈춰요.',
    label: '질문',
    placeholder: '무엇을 도와드릴까요?',
    send: '보내기',
    stop: '멈추기',
    hint: 'Enter로 보내고, Shift+Enter로 줄을 바꿔요.',
    count: '{count} / {limit}자',
  },
  problem: {
    retry: '다시 시도',
    close: '닫기',
    offline: '서버에 연결하지 못했어요. 인터넷 연결을 확인하고 다시 시도해 주세요.',
  },
  settings: {
    title: '답변 설정',
    intro: '답변의 말투와 다양함을 바꿔요. 다음 답변부터 적용돼요.',
    close: '닫기',
    presets: '빠른 선택',
    preset: {
      precise: { name: '정확', hint: '늘 가장 그럴듯한 말만 골라요.' },
      balanced: { name: '균형', hint: '온담의 기본값이에요.' },
      varied: { name: '다양', hint: '같은 질문에도 표현이 달라져요.' },
    },
    custom_preset: '직접 고른 값을 쓰고 있어요.',
    standard: '기본',
    custom: '직접',
    standard_value: '기본값\u00a0{value}',
    random: '매번 무작위',
    kind: { integer: '정수를', number: '숫자를' },
    control: {
      temperature: {
        name: '온도',
        explanation: '낮을수록 늘 비슷하게, 높을수록 자유롭게 말해요. 0이면 항상 같은 답이에요.',
      },
      top_k: {
        name: '후보 수',
        explanation: '다음 말을 가장 그럴듯한 몇 개 가운데서만 골라요. 0이면 제한이 없어요.',
      },
      top_p: {
        name: '누적 확률',
        explanation: '그럴듯한 순서로 확률을 더해 이 값에 닿을 때까지만 후보로 삼아요.',
      },
      min_p: {
        name: '최소 확률 비율',
        explanation: '1등 후보의 확률에 이 비율을 곱한 것보다 낮은 말은 버려요.',
      },
      repetition_penalty: {
        name: '반복 줄이기',
        explanation: '1보다 크면 이미 나온 말을 되풀이하지 않으려고 해요.',
      },
      seed: {
        name: '시드',
        explanation: '같은 질문, 설정, 시드라면 글자까지 같은 답이 나와요.',
      },
      max_tokens: {
        name: '최대 길이',
        explanation: '답변에 쓸 수 있는 토큰 수예요. 한 토큰은 한글 두 글자쯤이에요.',
      },
    },
  },
  entry_problem: {
    missing: '값을 넣어 주세요.',
    too_long: '너무 길어요. 줄여 주세요.',
    too_many: '너무 많아요. 줄여 주세요.',
    wrong_type: '값의 종류가 맞지 않아요.',
    unreadable_character: '깨진 글자나 쓸 수 없는 글자가 있어요. 한 줄짜리 칸에는 줄을 바꿀 수 없어요.',
    bad_id: '항목 번호는 영문 소문자와 숫자로 써 주세요. 예: account-01',
    bad_date: '날짜는 2026-01-02처럼 써 주세요.',
    unknown_field: '모르는 칸이에요.',
    related_to_itself: '자기 자신을 관련 항목으로 넣을 수 없어요.',
    fact_not_in_answer: '답변에 없는 사실이 있어요.',
    duplicate_id: '같은 항목 번호가 파일에 두 번 있어요.',
    malformed_row: '이 줄의 형식을 읽을 수 없어요.',
  },
  personal_data: {
    resident_number: '주민등록번호',
    foreigner_number: '외국인등록번호',
    passport: '여권번호',
    driver_licence: '운전면허번호',
    card: '카드번호',
    account: '계좌번호',
    phone: '전화번호',
    email: '이메일',
  },
  errors: {
    text_empty: '질문을 입력해 주세요.',
    text_control_only: '읽을 수 있는 글자가 없어요. 질문을 다시 입력해 주세요.',
    text_not_well_formed: '깨진 글자가 들어 있어요. 지우고 다시 입력해 주세요.',
    text_too_long: '질문은 {limit}자까지 쓸 수 있어요. 조금 줄여 주세요.',
    context_exceeded: '온담이 한 번에 읽기에는 질문이 길어요. 나누거나 줄여 주세요.',
    sampling_out_of_range: '답변 설정 ‘{name}’에는 {min}부터 {max}까지의 {kind} 넣을 수 있어요.',
    malformed_json: '요청을 읽지 못했어요. JSON 형식이 올바르지 않아요.',
    invalid_request: '요청의 형식이 올바르지 않아요.',
    body_too_large: '요청이 너무 커요.',
    conversation_not_found: '대화를 찾을 수 없어요. 새 대화를 시작해 주세요.',
    answer_in_progress: '이 대화의 답변을 아직 쓰고 있어요. 끝난 뒤에 다시 보내 주세요.',
    nothing_to_regenerate: '다시 답할 질문이 없어요.',
    entry_exists: '이 번호를 쓰는 항목이 이미 있어요. 다른 번호를 써 주세요.',
    entry_not_found: '그런 지식 항목이나 판이 없어요.',
    entry_not_editable: '게시했거나 내린 판은 고칠 수 없어요. 새 초안을 만들어 주세요.',
    entry_not_draft: '초안만 검토할 수 있어요.',
    entry_not_reviewed: '검토를 마친 초안만 게시할 수 있어요.',
    entry_already_retired: '이미 내린 판이에요.',
    own_draft: '자기가 쓴 초안은 다른 직원이 검토해야 해요.',
    entry_invalid: '고칠 곳이 있어요. 표시된 칸을 확인해 주세요.',
    nothing_to_edit: '마지막 질문만 고칠 수 있어요.',
    message_not_found: '그런 메시지가 없어요.',
    not_bots_turn: '지금은 상담원이 이어받은 대화예요.',
    handoff_not_found: '대기 중이거나 상담 중인 대화가 아니에요.',
    handoff_taken: '다른 상담원이 이미 맡은 대화예요.',
    handoff_not_claimed: '먼저 이 상담을 맡아 주세요.',
    nothing_to_suggest: '초안을 쓸 고객 질문이 아직 없어요.',
    canned_reply_not_found: '이미 지워진 상용구예요.',
    case_not_found: '그 평가 문항은 이제 없어요.',
    feedback_handled: '다른 직원이 이미 처리한 의견이에요.',
    not_signed_in: '로그인이 필요해요.',
    not_permitted: '이 일을 할 권한이 없어요. 관리자에게 문의해 주세요.',
    wrong_credentials: '이메일이나 비밀번호가 맞지 않아요.',
    wrong_password: '지금 비밀번호가 맞지 않아요.',
    member_exists: '이 이메일을 쓰는 직원이 이미 있어요.',
    member_not_found: '그런 직원이 없어요.',
    last_admin: '관리자가 한 명은 남아 있어야 해요.',
    api_key_not_found: '그런 API 키가 없거나 이미 폐기됐어요.',
    session_not_found: '이미 끝난 로그인이에요.',
    model_not_found: '‘{name}’ 모델이 여기에 없어요. 지워졌거나 이름이 바뀌었어요.',
    model_changed: '‘{name}’ 모델이 링크를 만든 때와 달라졌어요. 같은 글이 나온다고 약속할 수 없어요.',
    bot_unknown: '그런 봇은 연결되어 있지 않아요.',
    bot_refused: '요청을 보낸 곳을 확인할 수 없어요. 서명이나 비밀값, 보낸 시각을 확인해 주세요.',
    cross_origin: '다른 사이트에서 온 요청은 받지 않아요.',
    too_many_requests: '요청이 너무 잦아요. {retry_after}초 뒤에 다시 시도해 주세요.',
    busy: '지금 질문이 몰려 있어요. 잠시 뒤에 다시 보내 주세요.',
    database_unavailable: '지금은 대화를 저장하지 못해 답할 수 없어요. 잠시 뒤에 다시 시도해 주세요.',
    model_unavailable: '지금은 AI 답변을 쓸 수 없어요. 급한 일은 1588-0000으로 전화해 주세요.',
    internal: '문제가 생겨 답하지 못했어요. 잠시 뒤에 다시 시도해 주세요.',
  },
};
