import { anEntitled, anId } from '../../testing';
import { entitledCsv } from './entitledCsv';

it('has who, by which policies or grant; no name is a formula', () => {
  expect(
    entitledCsv([
      anEntitled({ name: '=HYPERLINK("http://x")', policies: ['a', 'b'] }),
      anEntitled({ ref: 'user:default/jo', policies: [], grant: anId(900) }),
    ]),
  ).toBe(
    [
      '"person","name","policies","grant"',
      `"user:default/ana","'=HYPERLINK(""http://x"")","a b",""`,
      `"user:default/jo","Ana Ruiz","","${anId(900)}"`,
      '',
    ].join('\r\n'),
  );
});
