import { botRoute } from '@/app/api/_http/bot';
import { addressOf } from '@/app/api/_http/client';
import { respond } from '@/app/api/_http/respond';
import { readBody } from '@/app/api/_http/staff';
import { isAmong, isLoopback } from '@/lib/bots/address';
import { mayCallBack, skillPayloadSchema } from '@/lib/bots/kakao/payload';
import { answerSkill } from '@/lib/bots/kakao/skill';
import { isSame } from '@/lib/bots/secret';
import { readBotSettings } from '@/lib/bots/settings';
import { getChanges } from '@/lib/db/changes';
import { getDatabase } from '@/lib/db/connection';
import { OndamError } from '@/lib/errors';

/** The skill server: a SkillPayload in, a SkillResponse out. Whoever has not the address's secret finds nothing here. */
export const POST = botRoute<{ secret: string }>(async (request, { secret }) => {
  const arrived = performance.now();
  const { kakao, demo } = readBotSettings();
  if (!kakao || !isSame(secret, kakao.secret)) throw new OndamError('bot_unknown');
  const address = addressOf(request.headers);
  if (kakao.addresses.length > 0 && !isAmong(address, kakao.addresses)) throw new OndamError('bot_refused');
  const payload = await readBody(request, skillPayloadSchema);
  const { callbackUrl } = payload.userRequest;
  if (callbackUrl && !mayCallBack(callbackUrl, demo && isLoopback(address))) {
    throw new OndamError('invalid_request', { field: 'userRequest.callbackUrl' });
  }
  const [db, changes] = await Promise.all([getDatabase(), getChanges()]);
  return respond(await answerSkill({ db, changes }, payload, arrived));
});
