import assert from 'node:assert/strict';
import { needing } from '../../support/needing.ts';
import { Project } from './support.ts';

needing('a POSIX shell').describe('The editor, where it cannot be installed', function () {
  let project: Project;

  beforeEach(() => (project = new Project('test/editor/open.mjs')));
  afterEach(() => project.remove());

  it('is the VS Code of the machine, on the extension', () => {
    const { code, lines, err } = project.command('code', 'printf "%s\\n" "$@"').run('darwin');
    assert.equal(code, 0, err);
    assert.equal(lines[0], `--extensionDevelopmentPath=${project.folder}`);
  });

  it('says what to do where there is none', () => {
    const { code, err } = project.run('darwin');
    assert.equal(code, 1);
    assert.match(err, /"code" is not on the PATH.*\nInstall VS Code from/);
    assert.match(err, /Install from VSIX.*logto-access\.vsix\.\n$/);
  });

  it('says what to do where it fails', () => {
    const { code, err } = project.command('code', 'exit 3').run('darwin');
    assert.equal(code, 1);
    assert.match(err, /Install VS Code from/);
  });
});
