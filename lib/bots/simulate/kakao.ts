import { z } from 'zod';
import { botWords } from '@/lib/i18n/bots';
import { type SkillResponse, skillResponseSchema } from '../kakao/response';
import { readBotSettings } from '../settings';
import { answerAsAgent } from './agent';
import { filled, fresh, type Print, printButtons, printSaid, recording, type Stage } from './play';
import { StandIn } from './stand-in';

/** `say`: the first body, with other words. `agent`: what somebody answers in the inbox. */
const stepSchema = z.strictObject({
  name: z.string(),
  body: z.looseObject({ userRequest: z.looseObject({ utterance: z.string() }) }).optional(),
  say: z.string().optional(),
  agent: z.string().optional(),
});

const { check } = botWords.ko.buttons;

/** Plays the recorded talk of somebody on KakaoTalk, this machine standing in for Kakao's callback server. */
export async function simulateKakao({ url, print }: Stage): Promise<void> {
  const { kakao } = readBotSettings();
  if (!kakao)
    throw new Error(
      'KAKAO_SKILL_SECRET을 서버와 같게 넣어 주세요. / Set KAKAO_SKILL_SECRET as the server has it.',
    );
  const callback = await StandIn.listen(0, () => ({ taskId: 'simulated', status: 'SUCCESS' }));
  const user = `simulated-${fresh()}`;
  const steps = recording('kakao', stepSchema);
  const send = async (body: unknown): Promise<SkillResponse> => {
    const response = await fetch(`${url}/api/bots/kakao/${kakao.secret}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=UTF-8' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
    return skillResponseSchema.parse(await response.json());
  };
  try {
    for (const { name, body, say, agent } of steps) {
      print(`\n— ${name}`);
      if (agent !== undefined) {
        await answerAsAgent(url, agent);
        print(`  🧑‍💼 (상담함) ${agent}`);
        continue;
      }
      const values = { user, callback: `${callback.url}/callback/${fresh()}` };
      const recorded = filled(body ?? saying(steps[0].body, say ?? ''), values);
      printSaid(
        print,
        '👤',
        z
          .looseObject({ userRequest: z.looseObject({ utterance: z.string() }) })
          .parse(recorded)
          .userRequest.utterance.trim(),
      );
      let told = await send(recorded);
      show(print, told);
      if ('useCallback' in told) {
        const path = new URL(values.callback).pathname;
        const posted = await callback.until((calls) => calls.find((call) => call.path === path));
        print('  (콜백)');
        show(print, skillResponseSchema.parse(posted.body));
      }
      while (isLate(told)) {
        printSaid(print, '👤', check);
        told = await send(filled(saying(steps[0].body, check), values));
        show(print, told);
      }
    }
  } finally {
    await callback.close();
  }
}

type Body = z.infer<typeof stepSchema>['body'];

const saying = (body: Body, utterance: string) => ({
  ...body,
  userRequest: { ...body?.userRequest, utterance },
});

const isLate = (told: SkillResponse) =>
  'template' in told &&
  told.template.outputs.some(
    (output) => 'simpleText' in output && output.simpleText.text === botWords.ko.late,
  );

function show(print: Print, told: SkillResponse): void {
  if ('useCallback' in told) {
    printSaid(print, '🤖', told.data.text);
    return;
  }
  for (const output of told.template.outputs) {
    if ('simpleText' in output) printSaid(print, '🤖', output.simpleText.text);
    else if ('textCard' in output) {
      const { title, description, buttons = [] } = output.textCard;
      printSaid(print, '🗂️', `${title}\n${description}`);
      printButtons(
        print,
        buttons.map(({ label }) => `☎ ${label}`),
      );
    } else {
      const { header, items } = output.listCard;
      printSaid(
        print,
        '🗂️',
        [header.title, ...items.map((item) => `${item.title} · ${item.description}`)].join('\n'),
      );
    }
  }
  printButtons(
    print,
    (told.template.quickReplies ?? []).map(({ label }) => label),
  );
}
