import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * The header with the plugin's name and its tabs, which Backstage draws above every plugin:
 * it is in no landmark, and its tabs name panels that are not there.
 */
const CHROME = '.bui-PluginHeader';

/** Where React Aria leaves what it announced, also of what is not there any more. */
const ANNOUNCER = '[data-live-announcer]';

/** What axe finds wrong on the page, by rule and selector. */
export async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .exclude(CHROME)
    .exclude(ANNOUNCER)
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, any, all, none }) =>
        `${id}: ${target.join(' ')}: ${
          [...any, ...all, ...none][0]?.message ?? ''
        }`,
    ),
  );
}
