import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Which of our own top-level folders may not be imported from a folder; the reasons stand in docs/architecture.md. */
const forbidden = {
  src: ['kernel', 'assignments', 'grader', 'workbook', 'cli'],
  kernel: ['src', 'assignments', 'grader', 'workbook', 'cli'],
  assignments: ['src', 'kernel', 'grader', 'workbook', 'cli'],
  grader: ['src', 'kernel', 'workbook', 'cli'],
  workbook: ['src', 'cli'],
};

const boundaries = Object.entries(forbidden).map(([folder, others]) => ({
  files: [`${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${others.join('|')})/`,
            message: `${folder} may not import ${others.join(', ')} (docs/architecture.md).`,
          },
          ...(folder === 'src' ? [] : [{ regex: '^@gradbook/', message: `${folder} is independent of the library.` }]),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['**/dist/', 'src/backend/wasm/assembly/', '/work/', 'test/samples/', 'scripts/tfjs-node/'] },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', require: 'readonly', module: 'writable' },
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400, skipComments: true, skipBlankLines: true }],
      'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'mocha', name: ['it', 'describe'] }] },
      ],
    },
  },
  ...boundaries,
);
