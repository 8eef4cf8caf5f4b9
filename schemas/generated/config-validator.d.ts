// @generated from engine-config.schema.json
/** Whether `config` keeps the schema. */
export declare function validate(config: unknown): boolean;
