import type { TeamRow } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { nameOfEntity, NOBODY } from '../filters';
import { DataTable, EntityLink } from '../kit';
import { prefectTranslationRef } from '../translation';
import { FIGURES, useFigures } from './useFigures';

/** How the deployments of each team fare, in numbers that lead to what they count. */
export function Teams({ teams }: { teams: readonly TeamRow[] }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <Flex direction="column" gap="2">
      <Text as="h3" variant="title-x-small" style={{ margin: 0 }}>
        {t('overviewPage.teams.title')}
      </Text>
      <DataTable
        label={t('overviewPage.teams.title')}
        columns={[
          t('overviewPage.teams.team'),
          ...FIGURES.map(name => t(`overviewPage.teams.figure.${name}`)),
        ]}
      >
        {teams.map(team => (
          <Row key={team.owner ?? NOBODY} team={team} />
        ))}
      </DataTable>
    </Flex>
  );
}

function Row({ team }: { team: TeamRow }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const figures = useFigures(team);
  const name = team.owner ? nameOfEntity(team.owner) : t('kit.owner.none');
  return (
    <tr>
      <th scope="row">
        {team.owner ? <EntityLink entityRef={team.owner} title={name} /> : name}
      </th>
      {FIGURES.map(figure => {
        const { text, href } = figures[figure];
        return (
          <td key={figure}>
            {href ? (
              <Link
                href={href}
                // Out of the table, as in a list of links, the number says nothing.
                aria-label={t('overviewPage.teams.link', {
                  number: text,
                  figure: t(`overviewPage.teams.figure.${figure}`),
                  team: name,
                })}
              >
                {text}
              </Link>
            ) : (
              text
            )}
          </td>
        );
      })}
    </tr>
  );
}
