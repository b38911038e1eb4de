import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { audit_log, conversations, messages, staff } from '@/lib/db/schema';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { type Agent, claim, close, release, reply, returnToBot } from './agent';
import { cancelHandoff, handlingOf, requestHandoff, sayToAgent } from './handoff';
import { listInbox, readForAgent } from './inbox';
import { openTurn } from './turn';

describeOnBothDatabases('hand-off to a person', (db) => {
  let made = 0;

  async function newAgent(role: Agent['role'] = 'agent'): Promise<Agent> {
    const id = `agent-${++made}`;
    await db()
      .insert(staff)
      .values({ id, name: `상담원 ${made}`, email: `${id}@ondam.example`, role });
    return { id, name: `상담원 ${made}`, role };
  }

  /** A customer who has asked something, and been answered. */
  async function newCustomer() {
    const owner = `owner-${++made}`;
    const [{ id }] = await db().insert(conversations).values({ owner }).returning();
    const said = { conversation_id: id, status: 'complete' as const };
    await db()
      .insert(messages)
      .values([
        { ...said, position: 0, role: 'user', text: `질문 ${made}` },
        { ...said, position: 1, role: 'assistant', text: '답' },
      ]);
    return { owner, id };
  }

  async function newWaiting() {
    const customer = await newCustomer();
    await requestHandoff(db(), customer.owner, customer.id);
    return customer;
  }

  async function newClaimed() {
    const [agent, customer] = [await newAgent(), await newWaiting()];
    await claim(db(), agent, customer.id);
    return { agent, ...customer };
  }

  const saidIn = async (id: string) =>
    (await readForAgent(db(), '', id)).messages.map(({ role, text }) => `${role}: ${text}`).slice(2);
  const handler = async (id: string) => (await handlingOf(db(), id)).handler;

  it('counts the place in the queue, and moves those behind up', async () => {
    const [first, second] = [await newWaiting(), await newWaiting()];
    const places = async () =>
      Promise.all([first, second].map(async ({ id }) => (await handlingOf(db(), id)).position));
    expect(await places()).toEqual([1, 2]);
    await cancelHandoff(db(), first.owner, first.id);
    expect(await places()).toEqual([undefined, 1]);
    await cancelHandoff(db(), second.owner, second.id);
  });

  it('puts a customer who asks twice in the queue once', async () => {
    const { owner, id } = await newWaiting();
    expect(await requestHandoff(db(), owner, id)).toMatchObject({ handler: 'queue' });
    expect(await saidIn(id)).toEqual(['notice: queued']);
    await cancelHandoff(db(), owner, id);
  });

  it('keeps one customer from handing off the conversation of another', async () => {
    const { id } = await newCustomer();
    const notFound = expect.objectContaining({ code: 'conversation_not_found' });
    await expect(requestHandoff(db(), 'stranger', id)).rejects.toEqual(notFound);
    await expect(cancelHandoff(db(), 'stranger', id)).rejects.toEqual(notFound);
  });

  it('lets exactly one of two simultaneous claims win', async () => {
    const { id } = await newWaiting();
    const agents = [await newAgent(), await newAgent()];
    const race = await Promise.allSettled(agents.map((agent) => claim(db(), agent, id)));
    expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(race.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'handoff_taken' },
    });
    const winner = agents[race.findIndex(({ status }) => status === 'fulfilled')];
    expect(await handlingOf(db(), id)).toEqual({ handler: 'agent', agent: winner.name });
    expect(await saidIn(id)).toEqual(['notice: queued', 'notice: claimed']);
  });

  it('lets nobody but the agent who claimed it reply, return or close it', async () => {
    const { id } = await newClaimed();
    const other = await newAgent();
    const taken = expect.objectContaining({ code: 'handoff_taken' });
    await expect(reply(db(), other, id, '안녕하세요')).rejects.toEqual(taken);
    await expect(returnToBot(db(), other, id)).rejects.toEqual(taken);
    await expect(close(db(), other, id, 'resolved')).rejects.toEqual(taken);
    await expect(release(db(), other, id)).rejects.toEqual(taken);
    const waiting = await newWaiting();
    await expect(reply(db(), other, waiting.id, '안녕하세요')).rejects.toMatchObject({
      code: 'handoff_not_claimed',
    });
  });

  it('masks personal data in a reply, and keeps its words out of the audit log', async () => {
    const { agent, id } = await newClaimed();
    await reply(db(), agent, id, '고객님 번호가 010-1234-5678 맞나요?');
    const { messages } = await readForAgent(db(), agent.id, id);
    expect(messages.at(-1)).toMatchObject({ role: 'agent', author: agent.name, masked: ['phone'] });
    expect(messages.at(-1)?.text).not.toContain('1234');
    const log = await db().select().from(audit_log).where(eq(audit_log.subject_id, id));
    expect(log.map(({ action }) => action)).toEqual(['handoff.claim', 'handoff.reply']);
    expect(JSON.stringify(log)).not.toContain('고객님');
  });

  it('keeps the bot silent until the agent gives the conversation back', async () => {
    const { agent, owner, id } = await newClaimed();
    const asked = { conversation_id: id, text: '이체 한도는요?' };
    const ask = () => openTurn(db(), owner, asked, { text: asked.text, masked: [] }, {});
    await expect(ask()).rejects.toMatchObject({ code: 'not_bots_turn' });
    await sayToAgent(db(), id, { text: '계세요?', masked: [] });
    await returnToBot(db(), agent, id);
    expect(await handler(id)).toBe('bot');
    await expect(sayToAgent(db(), id, { text: '계세요?', masked: [] })).rejects.toMatchObject({
      code: 'handoff_not_found',
    });
    await ask();
    expect(await saidIn(id)).toEqual([
      'notice: queued',
      'notice: claimed',
      'user: 계세요?',
      'notice: returned',
      'user: 이체 한도는요?',
      'assistant: ',
    ]);
  });

  it('puts a released conversation back at its place in the queue', async () => {
    const { agent, id } = await newClaimed();
    const later = await newWaiting();
    await release(db(), agent, id);
    const [mine, behind] = [await handlingOf(db(), id), await handlingOf(db(), later.id)];
    expect(mine.handler).toBe('queue');
    expect(mine.position).toBeLessThan(behind.position as number);
  });

  it('lets an admin release the conversation of an agent who is gone', async () => {
    const { id } = await newClaimed();
    await release(db(), await newAgent('admin'), id);
    expect(await handler(id)).toBe('queue');
  });

  it('frees the conversation when the customer leaves the agent', async () => {
    const { agent, owner, id } = await newClaimed();
    expect(await cancelHandoff(db(), owner, id)).toEqual({ handler: 'bot' });
    await expect(reply(db(), agent, id, '네?')).rejects.toMatchObject({ code: 'handoff_not_found' });
  });

  it('may come to a person again after it was closed', async () => {
    const { agent, owner, id } = await newClaimed();
    await close(db(), agent, id, 'resolved');
    expect(await handler(id)).toBe('bot');
    expect(await requestHandoff(db(), owner, id)).toMatchObject({ handler: 'queue' });
  });

  it('lists each conversation once, where it is for the agent who looks', async () => {
    const { agent, id } = await newClaimed();
    const waiting = await newWaiting();
    const ended = await newClaimed();
    await close(db(), ended.agent, ended.id, 'no_reply');
    const stateOf = async (who: Agent, conversation_id: string) =>
      Object.values(await listInbox(db(), who.id))
        .flat()
        .filter((item) => item.conversation_id === conversation_id)
        .map(({ state }) => state);
    expect(await stateOf(agent, id)).toEqual(['mine']);
    expect(await stateOf(await newAgent(), id)).toEqual(['others']);
    expect(await stateOf(agent, waiting.id)).toEqual(['waiting']);
    expect(await stateOf(agent, ended.id)).toEqual(['closed']);
    await requestHandoff(db(), ended.owner, ended.id);
    expect(await stateOf(agent, ended.id)).toEqual(['waiting']);
    expect((await listInbox(db(), agent.id)).mine).toMatchObject([
      { title: expect.stringMatching(/^질문/), excerpt: '답', last_role: 'assistant' },
    ]);
  });

  it('shows no agent a conversation that never came to a person', async () => {
    const [agent, { id }] = [await newAgent(), await newCustomer()];
    const refused = expect.objectContaining({ code: 'handoff_not_found' });
    await expect(readForAgent(db(), agent.id, id)).rejects.toEqual(refused);
    await expect(claim(db(), agent, id)).rejects.toEqual(refused);
    await expect(readForAgent(db(), agent.id, 'not-an-id')).rejects.toEqual(refused);
  });
});
