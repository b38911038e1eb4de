import { describe, expect, it } from 'vitest';
import type { OndamError } from '@/lib/errors';
import { dictionaryOf, errorBody } from '@/lib/i18n';
import { parseChatRequest } from './request';
import { CHAT_RANGES } from './sampling';

function refusal(body: unknown) {
  try {
    parseChatRequest(body);
  } catch (error) {
    return error as OndamError;
  }
  throw new Error(`accepted ${JSON.stringify(body)}`);
}

describe('parseChatRequest', () => {
  it('takes a question, and a wish for another answer', () => {
    expect(parseChatRequest({ text: '안녕', sampling: { temperature: 0 } })).toMatchObject({ text: '안녕' });
    expect(parseChatRequest({ conversation_id: 'x', regenerate: true })).toEqual({
      conversation_id: 'x',
      regenerate: true,
      sampling: {},
    });
  });

  it.each(Object.entries(CHAT_RANGES))('refuses %s outside its range and says the range', (name, range) => {
    for (const value of [range.min - 1, range.max + 1, Number.POSITIVE_INFINITY]) {
      const error = refusal({ text: '안녕', sampling: { [name]: value } });
      expect(error).toMatchObject({ code: 'sampling_out_of_range', field: `sampling.${name}` });
      const { message } = errorBody(dictionaryOf('ko'), error);
      expect(message).toContain(`${range.min}부터 ${range.max}까지`);
      expect(message).not.toMatch(/[{}]|undefined/);
    }
  });

  it('refuses half a token', () => {
    expect(refusal({ text: '안녕', sampling: { max_tokens: 1.5 } }).code).toBe('sampling_out_of_range');
  });

  it.each([
    [null, undefined],
    ['안녕', undefined],
    [[], undefined],
    [{}, 'text'],
    [{ text: 1 }, 'text'],
    [{ text: ['안녕'] }, 'text'],
    [{ text: '안녕', conversation_id: 7 }, 'conversation_id'],
    [{ text: '안녕', sampling: { temperature: '0.5' } }, 'sampling.temperature'],
    [{ text: '안녕', sampling: { temperature: null } }, 'sampling.temperature'],
    [{ text: '안녕', sampling: { warmth: 1 } }, 'sampling.warmth'],
    [{ text: '안녕', sampling: 3 }, 'sampling'],
    [{ text: '안녕', messages: [] }, 'messages'],
    [{ regenerate: true }, 'conversation_id'],
    [{ regenerate: 'yes', conversation_id: 'x' }, 'regenerate'],
    [{ regenerate: true, conversation_id: 'x', text: '안녕' }, 'text'],
  ])('refuses %j, naming %s', (body, field) => {
    expect(refusal(body)).toMatchObject({ code: 'invalid_request', field });
  });
});
