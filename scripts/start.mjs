/** `npm start`: from a bare clone to a running chat, in one command. PORT (default 3000) says where. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import os from 'node:os';
import { setTimeout as after } from 'node:timers/promises';
import { fail, ROOT } from './commands.mjs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';

const port = Number(process.env.PORT || 3000);
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  fail(
    `PORT는 1부터 65535까지의 정수여야 해요: ${process.env.PORT}`,
    'PORT must be a whole number up to 65535.',
  );
}
if (!(await isFree(port))) {
  fail(
    `포트 ${port}번은 이미 쓰이고 있어요. 다른 번호로 시작해 주세요: PORT=${port + 1} npm start`,
    `Port ${port} is taken. Start on another one: PORT=${port + 1} npm start`,
  );
}
await ensureInstalled();
await ensureBuilt();

const server = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', String(port)], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.once('exit', (code, signal) => process.exit(code ?? 128 + os.constants.signals[signal]));
await announce(`http://localhost:${port}`);

/** Says where to go once the model can answer, or once it is known that it cannot. */
async function announce(address) {
  for (;;) {
    const health = await fetch(`${address}/api/health`).then(
      (response) => response.json(),
      () => undefined,
    );
    if (health && health.status !== 'starting') {
      if (health.status === 'model_unavailable') {
        console.log('\n모델을 불러오지 못해 답할 수 없어요. 위의 오류를 확인해 주세요.');
        console.log('The model did not load, so nothing can be answered; see above.');
      }
      if (health.status === 'degraded') {
        console.log('\n모델을 불러오지 못해 승인된 글로만 답해요. 위의 오류를 확인해 주세요.');
        console.log('The model did not load, so answers are approved texts alone; see above.');
      }
      if (health.status === 'database_unavailable') {
        console.log('\n데이터베이스에 연결하지 못했어요. 위의 오류를 확인해 주세요.');
        console.log('The database cannot be reached; see above.');
      }
      console.log(`\n온담이 열렸어요: ${address}\nOndam is open at ${address}\n`);
      return;
    }
    await after(300);
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(error.code !== 'EADDRINUSE'));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}
