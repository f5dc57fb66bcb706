import type { Deployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatTime } from '../kit';
import { prefectTranslationRef } from '../translation';

const NEEDS_SOMEBODY = ['failing', 'late', 'waiting'];

/** Whether somebody should look at it. */
const needsSomebody = ({ health }: Deployment): boolean =>
  NEEDS_SOMEBODY.includes(health);

/** The answer to "is my automation healthy?" in a sentence. */
export function useSummary(deployments: readonly Deployment[]): string {
  const { t } = useTranslationRef(prefectTranslationRef);
  const bad = deployments.filter(needsSomebody);
  const [first] = bad;
  if (deployments.every(({ health }) => health === 'idle')) {
    return t('entity.summary.idle', { count: deployments.length });
  }
  if (!first) {
    return t('entity.summary.healthy', { count: deployments.length });
  }
  const what = () => {
    const { title, health, streak } = first;
    if (health === 'late') return t('entity.health.late', { title });
    if (health === 'waiting') return t('entity.health.waiting', { title });
    if (!streak || streak.failures < 2) {
      return t('entity.health.failingOnce', { title });
    }
    return t('entity.health.failing', {
      title,
      failures: String(streak.failures),
      time: formatTime(new Date(streak.since), new Date()),
    });
  };
  return t('entity.summary.needsYou', {
    bad: String(bad.length),
    total: String(deployments.length),
    first: what(),
  });
}
