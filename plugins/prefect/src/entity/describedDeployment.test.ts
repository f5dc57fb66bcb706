import { anEntity, anId } from '../testing';
import { describedDeployment } from './describedDeployment';
import { hasBinding } from './hasBinding';

const describing = (value: string) => {
  const entity = anEntity();
  const annotations = { 'prefect.io/deployment-id': value };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
};

it('reads the instance and the id', () => {
  const entity = describing(`production:${anId(1)}`);

  expect(describedDeployment(entity)).toEqual({
    instance: 'production',
    id: anId(1),
  });
  expect(hasBinding(entity)).toBe(true);
});

it.each(['', 'production', 'production:', ':id'])(
  'passes over what names none: %j',
  value => {
    expect(describedDeployment(describing(value))).toBeUndefined();
    expect(hasBinding(describing(value))).toBe(false);
  },
);

it('knows an entity that binds deployments from one that stands for one', () => {
  expect(describedDeployment(anEntity())).toBeUndefined();
  expect(hasBinding(anEntity())).toBe(true);
});
