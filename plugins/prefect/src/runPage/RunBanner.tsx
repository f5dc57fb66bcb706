import type { RunDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Flex, Link, Text } from '@backstage/ui';
import { formatTime } from '../kit';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import { isOver } from './isOver';

/** Why it failed, or why it waits; nothing for a run that just runs. */
export function RunBanner({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const { state, cause, waiting } = run;
  if (cause) {
    return (
      <Alert
        status="danger"
        icon
        title={cause}
        description={<Streak run={run} />}
        customActions={
          <ButtonLink
            size="small"
            variant="secondary"
            href={paths.run(run, 'logs-error')}
          >
            {t('runPage.toError')}
          </ButtonLink>
        }
      />
    );
  }
  if (waiting && !isOver(state) && state.type !== 'PAUSED') {
    return <Alert status="info" icon title={waiting} />;
  }
  return null;
}

function Streak({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const { streak, lastGoodRun, instance } = run;
  if (!streak && !lastGoodRun) return null;
  return (
    <Flex gap="2" style={{ flexWrap: 'wrap' }}>
      {streak && (
        <Text as="span">
          {t('runPage.streak', {
            count: streak.failures,
            time: formatTime(new Date(streak.since), new Date()),
          })}
        </Text>
      )}
      {lastGoodRun && (
        <Text as="span">
          {t('runPage.lastGood')}{' '}
          <Link href={paths.run({ instance, id: lastGoodRun.id })}>
            <bdi>{lastGoodRun.name}</bdi>
          </Link>
        </Text>
      )}
    </Flex>
  );
}
