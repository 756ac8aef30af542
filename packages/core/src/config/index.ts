export { configPath, configSchema, parseConfig, type Config } from './config.ts';
