export const BASE_URL = "https://api.stability.ai";

export const HEADERS = [
  {
    name: "Organization",
    prop: "organization",
  },
  {
    name: "Stability-Client-ID",
    prop: "clientId",
  },
  {
    name: "Stability-Client-Version",
    prop: "clientVersion",
  },
];

export const LISTS = {
  engines: {
    path: "/v1/engines/list",
    label: "name",
    value: "id",
  },
  organizations: {
    path: "/v1/user/account",
    items: "organizations",
    label: "name",
    value: "id",
  },
};
