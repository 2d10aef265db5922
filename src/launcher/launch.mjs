// Entry of the npm scripts: installs, builds where needed, then runs what was asked. Uses Node's own modules only, since
// it runs before anything is installed. This file must parse on any Node, so that an old one gets a sentence.
const MINIMUM = [20, 19];
const running = process.versions.node.split('.').map(Number);
const isRecent = running[0] > MINIMUM[0] || (running[0] === MINIMUM[0] && running[1] >= MINIMUM[1]);

if (isRecent) {
  import('./commands.mjs').then(
    ({ runCommand }) => runCommand(process.argv[2], process.argv.slice(3)),
    (error) => {
      process.stderr.write(`${error.stack || error}\n`);
      process.exitCode = 1;
    },
  );
} else {
  process.stderr.write(
    `Courrier demande Node ${MINIMUM.join('.')} ou plus récent\u00a0; celui-ci est ${process.versions.node}. Voir https://nodejs.org/\n`,
  );
  process.exitCode = 1;
}
