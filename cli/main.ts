import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { exitCode, UsageError } from './exit.ts';
import { version } from './house.ts';
import { languages, messages, terminalLanguage, type Language } from './language.ts';

/** The language must be known before the help is written, so it is read before commander parses. */
function chosenLanguage(argv: readonly string[]): Language {
  const at = argv.indexOf('--lang');
  const given = at >= 0 ? argv[at + 1] : argv.find((each) => each.startsWith('--lang='))?.slice('--lang='.length);
  return languages.find((language) => language === given) ?? terminalLanguage();
}

const language = chosenLanguage(process.argv);
const say = messages(language);

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError(say('usage.positive'));
  return value;
}

function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError(say('usage.positiveInteger'));
  return value;
}

function port(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > 65535) {
    throw new InvalidArgumentError(say('usage.port'));
  }
  return value;
}

const program = new Command('gradbook')
  .description(say('about'))
  .version(version, '-V, --version', say('option.version'))
  .helpOption('-h, --help', say('option.help'))
  .helpCommand('help [command]', say('command.help'))
  .configureHelp({ styleTitle: (title) => say(`title.${title.replace(':', '')}`, { defaultValue: title }) })
  .exitOverride();

/** Every verb takes `--lang`; its code is loaded only when it is called. */
function verb(parent: Command, signature: string, about: string): Command {
  return parent
    .command(signature)
    .description(say(about))
    .helpOption('-h, --help', say('option.help'))
    .addOption(new Option('--lang <language>', say('option.lang')).choices(languages))
    .exitOverride();
}

verb(program, 'start', 'command.start')
  .option('--port <port>', say('option.port'), port)
  .option('--host <host>', say('option.host'), '127.0.0.1')
  .option('--work <folder>', say('option.work'))
  .action(async (options: { port?: number; host: string; work?: string; lang?: Language }) => {
    const { start } = await import('./start.ts');
    process.exitCode = await start({ ...options, language }, say);
  });

const kernel = program.command('kernel').description(say('command.kernel')).exitOverride();
for (const action of ['install', 'uninstall'] as const) {
  verb(kernel, action, `command.kernel-${action}`)
    .option('--user', say('option.user'))
    .option('--prefix <folder>', say('option.prefix'))
    .option('--system', say('option.system'))
    .action(async (options: { user?: boolean; prefix?: string; system?: boolean }) => {
      const verbs = await import('./kernel.ts');
      process.exitCode = verbs[action](options, say);
    });
}
verb(kernel, 'list', 'command.kernel-list').action(async () => {
  const { list } = await import('./kernel.ts');
  process.exitCode = list(say);
});

verb(program, 'run <notebook>', 'command.run')
  .option('--out <file>', say('option.out'))
  .option('--kernel <name>', say('option.kernel'))
  .option('--allow-errors', say('option.allow-errors'))
  .option('--timeout <seconds>', say('option.timeout'), positive)
  .action(
    async (notebook: string, options: { out?: string; kernel?: string; allowErrors?: boolean; timeout?: number }) => {
      const { run } = await import('./run.ts');
      process.exitCode = await run(notebook, options, say);
    },
  );

verb(program, 'check <file>', 'command.check').action(async (file: string) => {
  const { check } = await import('./check.ts');
  process.exitCode = await check(file, language, say);
});

verb(program, 'grade <path...>', 'command.grade')
  .requiredOption('--assignment <name>', say('option.assignment'))
  .option('--json <file>', say('option.json'))
  .option('--csv <file>', say('option.csv'))
  .option('--seed <seed>', say('option.seed'))
  .option('--jobs <count>', say('option.jobs'), positiveInteger)
  .action(
    async (
      paths: string[],
      options: { assignment: string; json?: string; csv?: string; seed?: string; jobs?: number },
    ) => {
      const { grade } = await import('./grade.ts');
      process.exitCode = await grade(paths, { ...options, language }, say);
    },
  );

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // commander has printed what is wrong; asking for help or the version is no error.
    process.exitCode = error.exitCode === 0 ? exitCode.done : exitCode.usage;
  } else if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = exitCode.usage;
  } else {
    throw error;
  }
}
