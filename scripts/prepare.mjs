/** What must be there before the server or the tests run: Node, the packages, the build. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fail, ROOT, runNode, runNpm } from './commands.mjs';

const LEAST_NODE = 20;

export async function ensureInstalled() {
  if (Number(process.versions.node.split('.')[0]) < LEAST_NODE) {
    fail(
      `Node.js ${LEAST_NODE} 이상이 필요해요. 지금은 ${process.versions.node}이에요.`,
      `Node.js ${LEAST_NODE} or newer is needed; this is ${process.versions.node}.`,
    );
  }
  if (installedAsLocked()) return;
  console.log('패키지를 설치해요 (npm ci). / Installing packages (npm ci).');
  if ((await runNpm(['ci', '--include=dev'])) !== 0) {
    fail('패키지를 설치하지 못했어요. 위의 오류를 확인해 주세요.', 'npm ci failed; see above.');
  }
}

/** The peer engine that export tests compare with; where it cannot be installed they say that they are skipped. */
export async function ensurePeers() {
  if (existsSync(path.join(ROOT, 'bench/peers/node_modules/node-llama-cpp'))) return;
  console.log('비교용 엔진을 설치해요. / Installing the peer engine that tests compare with.');
  await runNpm(['ci', '--prefix', 'bench/peers']);
}

export async function ensureBuilt() {
  const stampFile = path.join(ROOT, '.next/ondam-stamp');
  const stamp = sourceStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.log('웹 페이지를 빌드해요 (next build). / Building the pages (next build).');
  const code = await runNode(['node_modules/next/dist/bin/next', 'build'], { NODE_ENV: 'production' });
  if (code !== 0) fail('빌드하지 못했어요. 위의 오류를 확인해 주세요.', 'next build failed; see above.');
  writeFileSync(stampFile, stamp);
}

/**
 * Whether node_modules is what the lockfile says, by npm's own record of what it installed. Packages for other
 * platforms may be absent.
 */
function installedAsLocked() {
  const record = path.join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(([place, { version, optional, os, cpu }]) => {
    if (place === '') return true;
    return place in installed ? installed[place].version === version : Boolean(optional || os || cpu);
  });
}

/** The build holds a copy of it (lib/knowledge/concepts.ts); the other texts are read when the server starts. */
const BUNDLED_TEXTS = ['data/synonyms.json'];

/** Weights are read when they are asked for. */
const MODEL_FOLDERS = ['model/bank', 'model/base'];

/** A hash of everything that the build is made of. */
function sourceStamp() {
  const hash = createHash('sha256').update(process.version);
  const files = ['app', 'lib', 'model', 'public'].flatMap(filesUnder);
  for (const file of [
    ...files,
    ...BUNDLED_TEXTS,
    ...readdirSync(ROOT).filter((name) => /\.(json|ts|mjs)$/.test(name)),
  ].sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(ROOT, file)));
  }
  return hash.digest('hex');
}

function filesUnder(folder) {
  if (MODEL_FOLDERS.includes(folder) || !existsSync(path.join(ROOT, folder))) return [];
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const inside = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesUnder(inside);
    return entry.name.endsWith('.test.ts') ? [] : [inside];
  });
}
