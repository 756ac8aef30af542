export { configPath, parseConfig, type Config } from './config.ts';
