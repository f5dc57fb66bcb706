import type { SchedulePage } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { EntityLink, useNow } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { groupByTeam, type Team } from '../groupByTeam';
import { readersZone, zoneOf } from '../moments';
import type { SchedulesFilter, ZoneChoice } from '../schedulesFilter';
import { DeploymentLane } from './DeploymentLane';
import { Hours } from './Hours';
import styles from './Lanes.module.css';
import { Legend } from './Legend';
import { PoolLanes } from './PoolLanes';
import { type Span, ticksOf } from './scale';

/** How often the line that says "now" moves. */
const NOW_STEP_S = 60;

type Props = { page: SchedulePage; filter: SchedulesFilter };

/** What is due over time: a lane for each deployment, by team, and for each work pool. */
export function ScheduleTimeline({ page, filter }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(NOW_STEP_S).getTime();
  const span = spanOf(page);
  const zone = axisZone(page, filter.zone);
  const ticks = ticksOf(span, zone);
  const isMixed = filter.zone === 'schedule' && zonesIn(page).length > 1;
  return (
    <section
      aria-label={t('schedulesPage.timeline.label')}
      className={styles.lanes}
    >
      <Legend />
      <Text as="p" color="secondary" className={styles.note}>
        {t(`schedulesPage.timeline.${isMixed ? 'axisOwn' : 'axis'}`, { zone })}{' '}
        {t('schedulesPage.timeline.keys')}
      </Text>
      <div className={styles.head}>
        <Hours ticks={ticks} span={span} />
      </div>
      {groupByTeam(page.items).map(team => (
        <section key={team.owner ?? ''} aria-label={nameOfTeam(team)}>
          <h3 className={styles.team}>
            {team.owner ? (
              <EntityLink entityRef={team.owner} />
            ) : (
              t('schedulesPage.nobody')
            )}
          </h3>
          <ul className={styles.list}>
            {team.deployments.map(deployment => (
              <DeploymentLane
                key={`${deployment.instance}/${deployment.id}`}
                deployment={deployment}
                zone={filter.zone}
                span={span}
                now={now}
                ticks={ticks.map(({ time }) => time)}
              />
            ))}
          </ul>
        </section>
      ))}
      <PoolLanes filter={filter} span={span} zone={zone} ticks={ticks} />
    </section>
  );
}

function nameOfTeam({ owner }: Team): string | undefined {
  return owner;
}

function spanOf({ since, until }: SchedulePage): Span {
  return { since: Date.parse(since), until: Date.parse(until) };
}

function zonesIn({ items }: SchedulePage): string[] {
  return [
    ...new Set(
      items.flatMap(({ schedules }) =>
        schedules.map(({ timezone }) => zoneOf('schedule', timezone)),
      ),
    ),
  ];
}

/** The zone of all schedules where they have one, when that is asked for. */
function axisZone(page: SchedulePage, choice: ZoneChoice): string {
  if (choice !== 'schedule') return zoneOf(choice, null);
  const zones = zonesIn(page);
  return zones.length === 1 ? zones[0] : readersZone();
}
