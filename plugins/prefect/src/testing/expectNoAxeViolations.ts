import { getConfig } from '@testing-library/react';
import axe from 'axe-core';

/** Where React Aria leaves what it announces, also of the test before. */
const ANNOUNCER = '[data-live-announcer]';

/** Fails with the rule and the markup of everything that axe finds wrong. */
export async function expectNoAxeViolations(
  element: Element = document.body,
): Promise<void> {
  // The wrapper of `waitFor`: the page may be drawn again meanwhile.
  const { violations }: axe.AxeResults = await getConfig().asyncWrapper(() =>
    axe.run(
      { include: element, exclude: ANNOUNCER },
      {
        rules: {
          // jsdom draws nothing; contrast is measured in the browser tests.
          'color-contrast': { enabled: false },
          // Landmarks are the app's, which a test of one page is without.
          region: { enabled: false },
        },
      },
    ),
  );
  expect(
    violations.map(({ id, help, nodes }) => ({
      rule: `${id}: ${help}`,
      markup: nodes.map(({ html }) => html),
    })),
  ).toEqual([]);
}
