import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RunDuration, StateBadge } from '../kit';
import { prefectTranslationRef } from '../translation';
import { MOST_LISTED } from './mostListed';
import { RunSection } from './RunSection';
import { useOverviewLinks } from './useOverviewLinks';
import type { Scope } from './useScope';

const SHOWN = 8;

/** Runs that are under way, and for how long. */
export function Running({
  runs,
  scope,
}: {
  runs: readonly Run[];
  scope: Scope;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const links = useOverviewLinks();
  const count = runs.length;
  return (
    <RunSection
      title={t('overviewPage.running.title')}
      count={
        count < MOST_LISTED
          ? t('overviewPage.running.count', { count })
          : t('overviewPage.running.many', { most: String(MOST_LISTED) })
      }
      none={t('overviewPage.running.none')}
      href={links.runs({
        owner: scope.owner,
        state: ['RUNNING', 'PENDING', 'CANCELLING'],
      })}
      runs={runs.slice(0, SHOWN)}
    >
      {run => (
        <>
          <StateBadge state={run.state} />
          <span>
            <RunDuration run={run} />
          </span>
        </>
      )}
    </RunSection>
  );
}
