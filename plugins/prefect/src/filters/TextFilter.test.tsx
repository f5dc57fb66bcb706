import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { TextFilter } from './TextFilter';

const applied = jest.fn<void, [string]>();

function Page() {
  const [value, setValue] = useState('');
  return (
    <>
      <TextFilter
        label="Name"
        value={value}
        onChange={next => {
          applied(next);
          setValue(next);
        }}
      />
      <button onClick={() => setValue('')}>Clear filters</button>
    </>
  );
}

const renderAndFind = async () => {
  const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
  renderInTestApp(<Page />);
  return {
    user,
    field: await screen.findByRole('searchbox', { name: 'Name' }),
  };
};

const wait = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  applied.mockReset();
});

it('is applied once, when the typing pauses', async () => {
  const { user, field } = await renderAndFind();
  await user.type(field, 'night');
  await wait(299);
  expect(applied).not.toHaveBeenCalled();
  await wait(1);
  expect(applied.mock.calls).toEqual([['night']]);
});

it('is applied at once by Enter', async () => {
  const { user, field } = await renderAndFind();
  await user.type(field, 'night{Enter}');
  expect(applied.mock.calls).toEqual([['night']]);
  await wait(1_000);
  expect(applied.mock.calls).toEqual([['night']]);
});

it('follows who clears it from outside, and forgets what was being typed', async () => {
  const { user, field } = await renderAndFind();
  await user.type(field, 'night{Enter}');
  await user.type(field, 'ly');
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  await wait(1_000);
  expect(field).toHaveValue('');
  expect(applied.mock.calls).toEqual([['night']]);
});
