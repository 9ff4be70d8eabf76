import pipedream from "@pipedream/eslint-plugin-pipedream";

const lines = {
  multiline: true,
  minProperties: 2,
};

export default [
  {
    files: [
      "**/*.mjs",
    ],
    linterOptions: {
      reportUnusedDisableDirectives: "error",
    },
    languageOptions: {
      ecmaVersion: 2022,
      sourceType: "module",
      globals: {
        URL: "readonly",
        process: "readonly",
      },
    },
    plugins: {
      pipedream,
    },
    rules: {
      // Faults.
      "no-undef": "error",
      "no-unused-vars": "error",
      "no-dupe-keys": "error",
      "no-unreachable": "error",
      "no-const-assign": "error",
      "no-useless-escape": "error",
      "no-empty": "error",
      "prefer-const": "error",

      // Pipedream's style.
      "indent": [
        "error",
        2,
      ],
      "quotes": [
        "error",
        "double",
      ],
      "semi": "error",
      "quote-props": [
        "error",
        "consistent",
      ],
      "comma-dangle": [
        "error",
        "always-multiline",
      ],
      "comma-spacing": "error",
      "key-spacing": "error",
      "keyword-spacing": "error",
      "space-before-blocks": "error",
      "space-infix-ops": "error",
      "arrow-parens": "error",
      "arrow-spacing": "error",
      "eol-last": "error",
      "no-trailing-spaces": "error",
      "no-multiple-empty-lines": [
        "error",
        {
          max: 1,
          maxBOF: 0,
          maxEOF: 0,
        },
      ],
      "max-len": [
        "error",
        {
          code: 100,
          ignoreUrls: true,
          ignoreStrings: true,
          ignoreTemplateLiterals: true,
          ignoreRegExpLiterals: true,
        },
      ],
      "multiline-ternary": [
        "error",
        "always",
      ],
      "newline-per-chained-call": "error",
      "array-bracket-newline": [
        "error",
        {
          minItems: 1,
        },
      ],
      "array-element-newline": "error",
      "function-call-argument-newline": [
        "error",
        "consistent",
      ],
      "function-paren-newline": [
        "error",
        "consistent",
      ],
      "object-curly-spacing": [
        "error",
        "always",
      ],
      "object-property-newline": "error",
      "object-curly-newline": [
        "error",
        {
          ObjectExpression: {
            multiline: true,
            minProperties: 1,
          },
          ObjectPattern: lines,
          ImportDeclaration: lines,
          ExportDeclaration: "always",
        },
      ],

      // Of sources only, and of versions.
      "pipedream/source-name": "error",
      "pipedream/source-description": "error",
      "pipedream/no-ts-version": "error",
    },
  },
  {
    files: [
      "**/*.app.mjs",
      "**/actions/**/*.mjs",
    ],
    rules: {
      "pipedream/props-label": "error",
      "pipedream/props-description": "error",
    },
  },
  {
    files: [
      "**/actions/**/*.mjs",
    ],
    rules: {
      "pipedream/required-properties-key": "error",
      "pipedream/required-properties-name": "error",
      "pipedream/required-properties-version": "error",
      "pipedream/required-properties-description": "error",
      "pipedream/required-properties-type": "error",
      "pipedream/action-annotations": "error",
    },
  },
];
