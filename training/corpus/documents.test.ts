import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Document, type DropCounts, readDocuments } from './documents';
import { listFiles, readLines } from './read';

/** The lines 안녕하세요 and 반갑습니다 as the xz program packs them. */
const XZ_OF_TWO_LINES = Buffer.from(
  '/Td6WFoAAAFpIt42AgAhARwAAAAQz1jMAQAf7JWI64WV7ZWY7IS47JqUCuuwmOqwkeyKteuLiOuLpAoAcBCMkwABNCAUZsKgkEKZDQEAAAAAAVla',
  'base64',
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'corpus-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function put(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

async function contents(
  file: string,
  drops?: DropCounts,
  documentChars?: number,
): Promise<Document['content'][]> {
  const found: Document['content'][] = [];
  for await (const { content } of readDocuments(file, drops, documentChars)) found.push(content);
  return found;
}

describe('reading files', () => {
  it('reads plain, gz and xz text alike', async () => {
    const lines = '안녕하세요\r\n반갑습니다\n';
    for (const file of [
      put('a.txt', lines),
      put('a.txt.gz', gzipSync(lines)),
      put('a.txt.xz', XZ_OF_TWO_LINES),
    ]) {
      expect(await contents(file)).toEqual(['안녕하세요\n반갑습니다']);
    }
  });

  it('finds the corpus files of a folder and its subfolders in a fixed order, and nothing else', () => {
    put('tree/b.txt', '');
    put('tree/notes.md', '');
    put('tree/a/c.jsonl.gz', '');
    const found = listFiles(path.join(folder, 'tree')).map((file) => path.relative(folder, file));
    expect(found).toEqual(['tree/a/c.jsonl.gz', 'tree/b.txt']);
  });

  it('says what is wrong with a corpus that is missing, empty or damaged', async () => {
    mkdirSync(path.join(folder, 'nothing'));
    expect(() => listFiles(path.join(folder, 'nowhere'))).toThrow(/no corpus at/);
    expect(() => listFiles(path.join(folder, 'nothing'))).toThrow(/no \.txt or \.jsonl/);
    for (const name of ['bad.txt.gz', 'bad.txt.xz']) {
      const file = put(name, 'not compressed');
      await expect(readLines(file).next()).rejects.toMatchObject({ code: 'unreadable_corpus' });
    }
    const cut = put('cut.txt.gz', gzipSync('가나다라마바사 '.repeat(1000)).subarray(0, 40));
    await expect(contents(cut)).rejects.toMatchObject({ code: 'unreadable_corpus' });
  });
});

describe('documents of a .txt', () => {
  it('joins consecutive lines, and ends a document at a blank one', async () => {
    const file = put('blank.txt', '첫째 줄\n둘째 줄\n\n \n다른 문서\n');
    expect(await contents(file)).toEqual(['첫째 줄\n둘째 줄', '다른 문서']);
  });

  it('closes a document before it grows over the limit, and cuts no line', async () => {
    const file = put('long.txt', '가나다라마\n바사아자차\n카타파하\n긴 줄은 그대로 둔다 자르지 않는다\n');
    expect(await contents(file, {}, 11)).toEqual([
      '가나다라마\n바사아자차',
      '카타파하',
      '긴 줄은 그대로 둔다 자르지 않는다',
    ]);
  });

  it('makes each line a document when asked to', async () => {
    expect(await contents(put('lines.txt', '하나\n둘이\n'), {}, 0)).toEqual(['하나', '둘이']);
  });

  it('counts what it drops, by reason', async () => {
    const drops: DropCounts = {};
    await contents(put('dirty.txt', '가\nhttps://a.b\n온담은행\nhttps://c.d\n'), drops);
    expect(drops).toEqual({ too_short: 1, url_only: 2 });
  });
});

describe('documents of a .jsonl', () => {
  it('reads text, question and answer pairs, and conversations', async () => {
    const talk = [
      { role: 'system', content: '상담원' },
      { role: 'user', content: '안녕하세요' },
    ];
    const objects = [
      { text: '본문\n\n둘째 문단' },
      { content: '본문 둘' },
      { q: '질문', a: '대답', label: 0 },
      { question: '질문 둘', answer: '대답 둘' },
      { messages: talk },
    ];
    const pair = (q: string, a: string) => [
      { role: 'user', content: q },
      { role: 'assistant', content: a },
    ];
    expect(await contents(put('all.jsonl', objects.map((o) => JSON.stringify(o)).join('\n')))).toEqual([
      '본문\n둘째 문단',
      '본문 둘',
      pair('질문', '대답'),
      pair('질문 둘', '대답 둘'),
      talk,
    ]);
  });

  it('drops a pair whose half is no text rather than teach an empty answer', async () => {
    const drops: DropCounts = {};
    const file = put('half.jsonl', '{"q":"질문","a":"!"}\n{"question":"질문","answer":null}\n{"label":1}');
    expect(await contents(file, drops)).toEqual([]);
    expect(drops).toEqual({ too_short: 1, no_text: 2 });
  });

  it('names the line that is not JSON', async () => {
    const file = put('broken.jsonl', '{"text":"본문"}\n{"text":');
    await expect(contents(file)).rejects.toThrow(/broken\.jsonl:2/);
    await expect(contents(put('list.jsonl', '["본문"]'))).rejects.toMatchObject({
      code: 'invalid_corpus_line',
    });
  });
});
