import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { prefectTranslationRef } from '../translation';
import { FilterSelect } from './FilterSelect';
import { nameOfEntity } from './nameOfEntity';
import { MY_TEAMS, NOBODY } from './owners';
import { useMyTeams } from './useMyTeams';

type Props = {
  /** Entity refs of those who own something here. */
  owners: readonly string[];
  /** How many there are of each, where that is told. */
  counts?: ReadonlyMap<string, number>;
  values: readonly string[];
  onChange(values: readonly string[]): void;
};

/** A filter by owner: the reader's own teams first, nobody last. */
export function OwnerFilter({ owners, counts, values, onChange }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const mine = useMyTeams();
  const toChoice = (value: string, name: string) => {
    const count = counts?.get(value);
    return {
      value,
      label:
        count === undefined
          ? name
          : t('filters.counted', { name, total: String(count) }),
    };
  };
  return (
    <FilterSelect
      label={t('filters.owner')}
      choices={[
        ...(mine && mine.refs.length > 0
          ? [{ value: MY_TEAMS, label: t('filters.myTeams') }]
          : []),
        ...owners.map(ref => toChoice(ref, nameOfEntity(ref))),
        toChoice(NOBODY, t('kit.owner.none')),
      ]}
      values={values}
      onChange={onChange}
    />
  );
}
