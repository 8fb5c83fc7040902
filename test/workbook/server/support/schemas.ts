import { Ajv, type ValidateFunction } from 'ajv';

const text = { type: 'string' };
const nullable = (type: string): object => ({ type: [type, 'null'] });
const isoDate = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' };
const uuid = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' };

const kernel = {
  type: 'object',
  required: ['id', 'name', 'last_activity', 'connections', 'execution_state'],
  properties: {
    id: uuid,
    name: text,
    last_activity: isoDate,
    connections: { type: 'number' },
    execution_state: { enum: ['starting', 'idle', 'busy', 'restarting', 'dead'] },
  },
};

/** What Jupyter Server's published API (api.yaml, version 5) says of each answer that this server gives too. */
const schemas = {
  version: { type: 'object', required: ['version'], properties: { version: text } },
  status: {
    type: 'object',
    required: ['started', 'last_activity', 'connections', 'kernels'],
    properties: {
      started: isoDate,
      last_activity: isoDate,
      connections: { type: 'number' },
      kernels: { type: 'number' },
    },
  },
  me: {
    type: 'object',
    required: ['identity', 'permissions'],
    properties: {
      identity: {
        type: 'object',
        required: ['username', 'name', 'display_name', 'initials', 'avatar_url', 'color'],
        properties: {
          username: text,
          name: text,
          display_name: text,
          initials: nullable('string'),
          avatar_url: nullable('string'),
          color: nullable('string'),
        },
      },
      permissions: { type: 'object', additionalProperties: { type: 'array', items: text } },
    },
  },
  kernelspecs: {
    type: 'object',
    required: ['default', 'kernelspecs'],
    properties: {
      default: text,
      kernelspecs: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          required: ['name', 'spec', 'resources'],
          properties: {
            name: text,
            resources: { type: 'object', additionalProperties: text },
            spec: {
              type: 'object',
              required: ['argv', 'display_name', 'language'],
              properties: {
                argv: { type: 'array', items: text },
                display_name: text,
                language: text,
                env: { type: 'object', additionalProperties: text },
              },
            },
          },
        },
      },
    },
  },
  kernel,
  session: {
    type: 'object',
    required: ['id', 'path', 'name', 'type', 'kernel'],
    properties: { id: uuid, path: text, name: text, type: text, kernel },
  },
  contents: {
    type: 'object',
    required: ['type', 'name', 'path', 'writable', 'created', 'last_modified', 'mimetype', 'format', 'content'],
    properties: {
      name: text,
      path: text,
      type: { enum: ['directory', 'file', 'notebook'] },
      writable: { type: 'boolean' },
      created: isoDate,
      last_modified: isoDate,
      size: nullable('integer'),
      mimetype: nullable('string'),
      format: { enum: [null, 'text', 'base64', 'json'] },
    },
  },
  checkpoint: {
    type: 'object',
    required: ['id', 'last_modified'],
    properties: { id: text, last_modified: isoDate },
  },
  refusal: {
    type: 'object',
    required: ['message', 'reason'],
    properties: { message: { type: 'string', minLength: 1 }, reason: { type: 'string', minLength: 1 } },
  },
} as const;

export type SchemaName = keyof typeof schemas;

const ajv = new Ajv({ allowUnionTypes: true });
const validators = new Map<SchemaName, ValidateFunction>();

/** Fails when the value is not what the published API says. */
export function assertSchema(name: SchemaName, value: unknown): void {
  const validate = validators.get(name) ?? ajv.compile(schemas[name]);
  validators.set(name, validate);
  if (!validate(value)) throw new Error(`not a ${name}: ${ajv.errorsText(validate.errors)}; ${JSON.stringify(value)}`);
}
