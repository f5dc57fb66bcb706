import { type BrowserContext, type Page, test as base } from '@playwright/test';
import { readDemo } from './demo.ts';
import { signInAs } from './signIn.ts';

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

type OfTest = {
  /** Who looks at `page`; `test.use({ user })` says another. */
  user: string;
  /** A page of another demo user, in a browser of their own. */
  pageOf(user: string): Promise<Page>;
};

type OfWorker = { sessionOf(user: string): Promise<Session> };

/** A test whose `page` is that of a demo user who has signed in, each of them once. */
export const test = base.extend<OfTest, OfWorker>({
  user: ['commerce-engineer', { option: true }],

  sessionOf: [
    async ({ browser }, use) => {
      const sessions = new Map<string, Promise<Session>>();
      const signInOnce = async (user: string) => {
        const context = await browser.newContext({
          baseURL: readDemo().portalUrl,
          storageState: undefined,
        });
        await signInAs(await context.newPage(), user);
        const session = await context.storageState();
        await context.close();
        return session;
      };
      await use(user => {
        const session = sessions.get(user) ?? signInOnce(user);
        sessions.set(user, session);
        return session;
      });
    },
    { scope: 'worker' },
  ],

  storageState: async ({ user, sessionOf }, use) => use(await sessionOf(user)),

  pageOf: async ({ browser, sessionOf }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async user => {
      const storageState = await sessionOf(user);
      const context = await browser.newContext({ storageState });
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

export { expect } from '@playwright/test';
