import { findChromium } from './findChromium.ts';

const { CHROMIUM_PATH } = process.env;

afterEach(() => {
  if (CHROMIUM_PATH === undefined) delete process.env.CHROMIUM_PATH;
  else process.env.CHROMIUM_PATH = CHROMIUM_PATH;
});

describe('findChromium', () => {
  it('takes the one that CHROMIUM_PATH names before any other', async () => {
    process.env.CHROMIUM_PATH = process.execPath;
    await expect(findChromium()).resolves.toMatchObject({
      executablePath: process.execPath,
      source: 'CHROMIUM_PATH',
    });
  });

  it('says so when CHROMIUM_PATH names nothing, and looks no further', async () => {
    process.env.CHROMIUM_PATH = '/no/such/chromium';
    await expect(findChromium()).rejects.toThrow(
      'Chromium is not at CHROMIUM_PATH (/no/such/chromium)',
    );
  });

  it('finds one on this machine', async () => {
    delete process.env.CHROMIUM_PATH;
    const { executablePath } = await findChromium();
    expect(executablePath).toMatch(/chrom/i);
  });
});
