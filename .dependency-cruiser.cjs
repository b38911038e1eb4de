/** The rooms of the repo and the one-way arrows between them: app > lib > model, training > model. */
const deny = (room, others) => ({
  name: `${room}-imports-no-${others.join('-')}`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: `^(${others.join('|')})/` },
});

module.exports = {
  forbidden: [
    deny('model', ['app', 'lib', 'training', 'bench', 'e2e']),
    deny('training', ['app', 'lib', 'bench', 'e2e']),
    deny('lib', ['app', 'training', 'bench', 'e2e']),
    deny('app', ['training', 'bench', 'e2e']),
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
