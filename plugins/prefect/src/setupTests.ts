import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The first test of a file waits for what its page loads lazily.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

afterEach(() => sessionStorage.clear());
