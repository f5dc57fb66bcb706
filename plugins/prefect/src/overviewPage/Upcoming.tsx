import type { Overview } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Time, useNow } from '../kit';
import { prefectTranslationRef } from '../translation';
import { RunSection } from './RunSection';
import { useOverviewLinks } from './useOverviewLinks';
import type { Scope } from './useScope';

const SHOWN = 8;
const SOON_MS = 2 * 3_600_000;
/** The link's window follows the clock only so often, s. */
const STEP = 60;

type Props = { upcoming: Overview['upcoming']; scope: Scope };

/** Runs that are due in the next two hours. */
export function Upcoming({ upcoming: { count, items }, scope }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const links = useOverviewLinks();
  const now = useNow(STEP);
  return (
    <RunSection
      title={t('overviewPage.upcoming.title')}
      count={t('overviewPage.upcoming.count', { count })}
      none={t('overviewPage.upcoming.none')}
      href={links.runs({
        owner: scope.owner,
        state: ['SCHEDULED'],
        window: {
          kind: 'between',
          since: now.toISOString(),
          until: new Date(now.getTime() + SOON_MS).toISOString(),
        },
        future: true,
      })}
      runs={items.slice(0, SHOWN)}
    >
      {({ expectedStart }) => expectedStart && <Time value={expectedStart} />}
    </RunSection>
  );
}
