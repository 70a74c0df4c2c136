import { chromium } from 'playwright-core';
import { CHROMIUM } from './paths.mjs';
import { awayFromHome } from './process.mjs';

const FLAGS = [
  '--no-sandbox', // the sandbox refuses root
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
];

/** Opens Chromium with a profile folder: the workbench keeps an extension's `globalState` in the browser. */
export async function openBrowser({ tmp, profile, width, height, headless }) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless,
    handleSIGINT: false, // startEditor() closes everything, in the right order
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: FLAGS,
    env: awayFromHome(tmp),
    viewport: { width, height },
    locale: 'en-US',
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return { context, page: context.pages()[0] ?? (await context.newPage()) };
}
