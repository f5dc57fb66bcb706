// Generated from openapi/portal.yaml by `yarn generate:portal`; do not edit.
import type { OpenApiDocument } from '../OpenApiDocument';

export const spec: OpenApiDocument = {
  "openapi": "3.0.3",
  "info": {
    "title": "Backstage Prefect portal API",
    "version": "1.0.0",
    "description": "What the portal's pages ask the Prefect backend plugin. Mounted at /api/prefect. Everything here is filtered by what the caller may view: what one may not view is answered as if it did not exist, and is absent from pages, counts and charts. Durations are milliseconds; times are RFC 3339 in UTC.\n",
    "license": {
      "name": "Apache-2.0",
      "url": "https://www.apache.org/licenses/LICENSE-2.0.html"
    }
  },
  "servers": [
    {
      "url": "/"
    }
  ],
  "paths": {
    "/instances": {
      "get": {
        "operationId": "listInstances",
        "summary": "The Prefect instances and how fresh what we know of each is.",
        "responses": {
          "200": {
            "description": "Instances in the order of the configuration.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Instance"
                      }
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/policies": {
      "get": {
        "operationId": "getPolicies",
        "summary": "The policies that decide, and why newer ones do not.",
        "responses": {
          "200": {
            "description": "The policies in the order that they are written in.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Policies"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/facets": {
      "get": {
        "operationId": "getFacets",
        "summary": "The values the filters of the lists can take, of what the caller may view.",
        "responses": {
          "200": {
            "description": "Values in alphabetical order.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Facets"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/overview": {
      "get": {
        "operationId": "getOverview",
        "summary": "What needs somebody, what runs, what is next, by team.",
        "parameters": [
          {
            "$ref": "#/components/parameters/Owner"
          },
          {
            "$ref": "#/components/parameters/InstanceFilter"
          }
        ],
        "responses": {
          "200": {
            "description": "The overview.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Overview"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}": {
      "get": {
        "operationId": "getEntityAutomation",
        "summary": "The deployments bound to a catalog entity, with their recent runs.",
        "parameters": [
          {
            "name": "kind",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string",
              "minLength": 1
            }
          },
          {
            "name": "namespace",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string",
              "minLength": 1
            }
          },
          {
            "name": "name",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string",
              "minLength": 1
            }
          },
          {
            "name": "days",
            "in": "query",
            "description": "Window of the statistics in days.",
            "schema": {
              "type": "integer",
              "minimum": 1,
              "maximum": 90,
              "default": 7
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The entity's automation.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/EntityAutomation"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/deployments": {
      "get": {
        "operationId": "listDeployments",
        "parameters": [
          {
            "$ref": "#/components/parameters/InstanceFilter"
          },
          {
            "$ref": "#/components/parameters/Owner"
          },
          {
            "$ref": "#/components/parameters/Entity"
          },
          {
            "$ref": "#/components/parameters/Tag"
          },
          {
            "$ref": "#/components/parameters/Query"
          },
          {
            "name": "health",
            "in": "query",
            "schema": {
              "type": "array",
              "items": {
                "$ref": "#/components/schemas/Health"
              }
            }
          },
          {
            "name": "sort",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "title",
                "-title",
                "nextRun",
                "latestRun"
              ],
              "default": "title"
            }
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/Limit"
          }
        ],
        "responses": {
          "200": {
            "description": "A page.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "totalCount",
                    "nextCursor"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Deployment"
                      }
                    },
                    "totalCount": {
                      "type": "integer"
                    },
                    "nextCursor": {
                      "type": "string",
                      "nullable": true
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/deployments/{instance}/{id}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "get": {
        "operationId": "getDeployment",
        "summary": "A deployment with what its run dialog needs.",
        "responses": {
          "200": {
            "description": "The deployment.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/DeploymentDetail"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/deployments/{instance}/{id}/validate": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "post": {
        "operationId": "validateParameters",
        "summary": "Checks parameters against the deployment's schema without starting a run.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "parameters"
                ],
                "properties": {
                  "parameters": {
                    "$ref": "#/components/schemas/Parameters"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The verdict.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Validation"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/deployments/{instance}/{id}/runs": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "post": {
        "operationId": "startRun",
        "summary": "Starts a run, now or later. The same idempotency key gives the same run.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/StartRun"
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "The run that was started, or the one this key had started before.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Run"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/deployments/{instance}/{id}/paused": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "put": {
        "operationId": "setDeploymentPaused",
        "summary": "Pauses or resumes all schedules of a deployment.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "paused"
                ],
                "properties": {
                  "paused": {
                    "type": "boolean"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "204": {
            "description": "Done."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/deployments/{instance}/{id}/access": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        },
        {
          "name": "right",
          "in": "query",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/AskedRight"
          }
        }
      ],
      "get": {
        "operationId": "getAccessOffer",
        "summary": "What of a right the caller may ask for, under which terms, and who could give it.",
        "responses": {
          "200": {
            "description": "The offer.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/AccessOffer"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/deployments/{instance}/{id}/who-can": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        },
        {
          "name": "right",
          "in": "query",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/Right"
          }
        }
      ],
      "get": {
        "operationId": "listEntitled",
        "summary": "Everybody of the catalog whom the policies or a grant allow it. What Backstage's permissions take away again is not known of others.\n",
        "responses": {
          "200": {
            "description": "People by their refs.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Entitled"
                      }
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/deployments/{instance}/{id}/grants": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "post": {
        "operationId": "askGrant",
        "summary": "Asks for a right for some time, or takes it at once where policy allows that.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/AskGrant"
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "What was asked for.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Grant"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/grants": {
      "get": {
        "operationId": "listGrants",
        "summary": "The caller's own grants, or those that wait for the caller; the newest first.",
        "parameters": [
          {
            "name": "of",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "mine",
                "approvals"
              ],
              "default": "mine"
            }
          },
          {
            "$ref": "#/components/parameters/Limit"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          }
        ],
        "responses": {
          "200": {
            "description": "A page.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "nextCursor"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Grant"
                      }
                    },
                    "nextCursor": {
                      "type": "string",
                      "nullable": true
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/grants/{id}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "get": {
        "operationId": "getGrant",
        "summary": "A grant, for who asked and for who may approve it.",
        "responses": {
          "200": {
            "description": "The grant.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Grant"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/grants/{id}/approve": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "post": {
        "operationId": "approveGrant",
        "summary": "Says yes. With the last voice that it needs the right is in force.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/GrantReason"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The grant afterwards.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Grant"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/grants/{id}/refuse": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "post": {
        "operationId": "refuseGrant",
        "summary": "Says no, for all who could have said yes.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/GrantReason"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The grant afterwards.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Grant"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/grants/{id}/revoke": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "post": {
        "operationId": "revokeGrant",
        "summary": "Takes back what is in force.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/GrantReason"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The grant afterwards.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Grant"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/grants/{id}/review": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "post": {
        "operationId": "reviewGrant",
        "summary": "Closes the review of what was taken without being asked.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/GrantReason"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The grant afterwards.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Grant"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/grants/{id}/withdraw": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "post": {
        "operationId": "withdrawGrant",
        "summary": "Does not want any more what the caller has asked for.",
        "responses": {
          "200": {
            "description": "The grant afterwards.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Grant"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/environments": {
      "get": {
        "operationId": "compareEnvironments",
        "summary": "The same deployments on several instances side by side, with what differs. What has the same flow and deployment name on two instances is the same deployment.\n",
        "parameters": [
          {
            "$ref": "#/components/parameters/Owner"
          },
          {
            "$ref": "#/components/parameters/Entity"
          },
          {
            "$ref": "#/components/parameters/Query"
          },
          {
            "name": "differing",
            "in": "query",
            "description": "Only what differs somewhere or is not on every instance.",
            "schema": {
              "type": "boolean",
              "default": false
            }
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/Limit"
          }
        ],
        "responses": {
          "200": {
            "description": "A page by name. Filters choose deployments; each comes with all its instances.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "nextCursor"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/ComparedDeployment"
                      }
                    },
                    "nextCursor": {
                      "type": "string",
                      "nullable": true
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/ownership": {
      "get": {
        "operationId": "getOwnershipHealth",
        "summary": "What has no owner or an owner in doubt, who most likely owns it, and counts.",
        "parameters": [
          {
            "$ref": "#/components/parameters/InstanceFilter"
          },
          {
            "$ref": "#/components/parameters/Owner"
          },
          {
            "$ref": "#/components/parameters/Query"
          },
          {
            "name": "problem",
            "in": "query",
            "schema": {
              "type": "array",
              "items": {
                "$ref": "#/components/schemas/OwnershipProblemKind"
              }
            }
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/Limit"
          }
        ],
        "responses": {
          "200": {
            "description": "A page by name. Owner is whose problem it is: the owner, or who most likely is it. The counts of each filter are of what the other filters let through.\n",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/OwnershipHealth"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/schedules": {
      "get": {
        "operationId": "listSchedules",
        "summary": "When deployments are due in a window of time, and what was missed.",
        "description": "Deployments that have a schedule, or a run in the window that was planned by hand; by their first owner, then by name.\n",
        "parameters": [
          {
            "$ref": "#/components/parameters/InstanceFilter"
          },
          {
            "$ref": "#/components/parameters/Owner"
          },
          {
            "$ref": "#/components/parameters/Entity"
          },
          {
            "$ref": "#/components/parameters/Tag"
          },
          {
            "$ref": "#/components/parameters/Query"
          },
          {
            "$ref": "#/components/parameters/WindowSince"
          },
          {
            "$ref": "#/components/parameters/WindowUntil"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/Limit"
          }
        ],
        "responses": {
          "200": {
            "description": "A page.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/SchedulePage"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/schedules/load": {
      "get": {
        "operationId": "getPoolLoad",
        "summary": "How many runs are expected at once in the work pools of these deployments.",
        "description": "The filters choose the pools. The load is of all deployments of a pool that the caller may view, not only of those that match.\n",
        "parameters": [
          {
            "$ref": "#/components/parameters/InstanceFilter"
          },
          {
            "$ref": "#/components/parameters/Owner"
          },
          {
            "$ref": "#/components/parameters/Entity"
          },
          {
            "$ref": "#/components/parameters/Tag"
          },
          {
            "$ref": "#/components/parameters/Query"
          },
          {
            "$ref": "#/components/parameters/WindowSince"
          },
          {
            "$ref": "#/components/parameters/WindowUntil"
          },
          {
            "name": "buckets",
            "in": "query",
            "description": "Into how many spans the window is divided.",
            "schema": {
              "type": "integer",
              "minimum": 1,
              "maximum": 200,
              "default": 96
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The pools by instance and name.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "now",
                    "since",
                    "until",
                    "items"
                  ],
                  "properties": {
                    "now": {
                      "type": "string",
                      "format": "date-time"
                    },
                    "since": {
                      "type": "string",
                      "format": "date-time"
                    },
                    "until": {
                      "type": "string",
                      "format": "date-time"
                    },
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/PoolLoad"
                      }
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/schedules/preview": {
      "post": {
        "operationId": "previewSchedule",
        "summary": "When a schedule would fire next; nothing is changed.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ScheduleTiming"
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The next moments, at most five; none if it never fires.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "type": "string",
                        "format": "date-time"
                      }
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/deployments/{instance}/{id}/schedules/{schedule}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        },
        {
          "$ref": "#/components/parameters/ScheduleId"
        }
      ],
      "put": {
        "operationId": "editSchedule",
        "summary": "Changes when a schedule fires. The next deploy resets it.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ScheduleTiming"
              }
            }
          }
        },
        "responses": {
          "204": {
            "description": "Done."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/deployments/{instance}/{id}/schedules/{schedule}/paused": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        },
        {
          "$ref": "#/components/parameters/ScheduleId"
        }
      ],
      "put": {
        "operationId": "setSchedulePaused",
        "summary": "Pauses or resumes one schedule of a deployment.",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "paused"
                ],
                "properties": {
                  "paused": {
                    "type": "boolean"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "204": {
            "description": "Done."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/runs": {
      "get": {
        "operationId": "listRuns",
        "parameters": [
          {
            "$ref": "#/components/parameters/InstanceFilter"
          },
          {
            "$ref": "#/components/parameters/Owner"
          },
          {
            "$ref": "#/components/parameters/Entity"
          },
          {
            "$ref": "#/components/parameters/DeploymentFilter"
          },
          {
            "$ref": "#/components/parameters/State"
          },
          {
            "$ref": "#/components/parameters/Since"
          },
          {
            "$ref": "#/components/parameters/Until"
          },
          {
            "$ref": "#/components/parameters/Tag"
          },
          {
            "$ref": "#/components/parameters/Query"
          },
          {
            "$ref": "#/components/parameters/Future"
          },
          {
            "$ref": "#/components/parameters/Subflows"
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "$ref": "#/components/parameters/Limit"
          }
        ],
        "responses": {
          "200": {
            "description": "A page, newest start first (upcoming runs last to start first).",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "totalCount",
                    "nextCursor"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Run"
                      }
                    },
                    "totalCount": {
                      "type": "integer",
                      "description": "Runs that match; 10001 means more than 10,000."
                    },
                    "nextCursor": {
                      "type": "string",
                      "nullable": true
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/runs/history": {
      "get": {
        "operationId": "getRunHistory",
        "summary": "Counts by time bucket and state type for the same filters as the list.",
        "parameters": [
          {
            "$ref": "#/components/parameters/InstanceFilter"
          },
          {
            "$ref": "#/components/parameters/Owner"
          },
          {
            "$ref": "#/components/parameters/Entity"
          },
          {
            "$ref": "#/components/parameters/DeploymentFilter"
          },
          {
            "$ref": "#/components/parameters/State"
          },
          {
            "$ref": "#/components/parameters/Since"
          },
          {
            "$ref": "#/components/parameters/Until"
          },
          {
            "$ref": "#/components/parameters/Tag"
          },
          {
            "$ref": "#/components/parameters/Query"
          },
          {
            "name": "buckets",
            "in": "query",
            "schema": {
              "type": "integer",
              "minimum": 1,
              "maximum": 200,
              "default": 48
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Buckets from since to until, oldest first, empty ones included.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/HistoryBucket"
                      }
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/charts": {
      "get": {
        "operationId": "getCharts",
        "summary": "How runs fared over a window, point by point, of each deployment or of the deployments of each owner.",
        "description": "Runs count where they began, whatever they became later, so that the runs behind a point are those of the list from its start to its end; a sub-flow counts where it has a deployment of its own. Points are of whole hours.\n",
        "parameters": [
          {
            "$ref": "#/components/parameters/InstanceFilter"
          },
          {
            "$ref": "#/components/parameters/Owner"
          },
          {
            "$ref": "#/components/parameters/Entity"
          },
          {
            "$ref": "#/components/parameters/DeploymentFilter"
          },
          {
            "$ref": "#/components/parameters/Since"
          },
          {
            "$ref": "#/components/parameters/Until"
          },
          {
            "name": "by",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "deployment",
                "owner"
              ],
              "default": "deployment"
            }
          },
          {
            "name": "points",
            "in": "query",
            "description": "As many points at most.",
            "schema": {
              "type": "integer",
              "minimum": 1,
              "maximum": 200,
              "default": 28
            }
          },
          {
            "$ref": "#/components/parameters/Cursor"
          },
          {
            "name": "limit",
            "in": "query",
            "schema": {
              "type": "integer",
              "minimum": 1,
              "maximum": 50,
              "default": 20
            }
          }
        ],
        "responses": {
          "200": {
            "description": "A page of series in alphabetical order, what belongs to nobody last.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "nextCursor"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/ChartSeries"
                      }
                    },
                    "nextCursor": {
                      "type": "string",
                      "nullable": true
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/runs/{instance}/{id}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "get": {
        "operationId": "getRun",
        "responses": {
          "200": {
            "description": "The run.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RunDetail"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/runs/{instance}/{id}/states": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "get": {
        "operationId": "listRunStates",
        "responses": {
          "200": {
            "description": "Every state the run has been in, oldest first.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/State"
                      }
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/runs/{instance}/{id}/tasks": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "get": {
        "operationId": "listRunTasks",
        "summary": "Task runs and sub-flows of the run with their dependencies, for timeline and graph.",
        "responses": {
          "200": {
            "description": "In order of start; those not started last.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "truncated"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/TaskRun"
                      }
                    },
                    "truncated": {
                      "type": "boolean",
                      "description": "More than 2,000; only the newest are here."
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/runs/{instance}/{id}/logs": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "get": {
        "operationId": "listRunLogs",
        "summary": "Log lines after a position, oldest first.",
        "parameters": [
          {
            "name": "after",
            "in": "query",
            "description": "The position an earlier answer gave; absent from the start.",
            "schema": {
              "type": "integer",
              "minimum": 0,
              "default": 0
            }
          },
          {
            "name": "limit",
            "in": "query",
            "schema": {
              "type": "integer",
              "minimum": 1,
              "maximum": 5000,
              "default": 2000
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Lines in the order in which they became known; a client sorts by ts.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "lines",
                    "next",
                    "complete"
                  ],
                  "properties": {
                    "lines": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/LogLine"
                      }
                    },
                    "next": {
                      "type": "integer",
                      "description": "Position to ask from next time."
                    },
                    "complete": {
                      "type": "boolean",
                      "description": "The run has ended and there is nothing after these lines."
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/runs/{instance}/{id}/artifacts": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "get": {
        "operationId": "listRunArtifacts",
        "responses": {
          "200": {
            "description": "Newest first.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Artifact"
                      }
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/runs/{instance}/{id}/input": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "get": {
        "operationId": "getRunInput",
        "summary": "The form a run paused for input waits for. 404 when it waits for none.",
        "responses": {
          "200": {
            "description": "The form.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RunInput"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/runs/{instance}/{id}/cancel": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "post": {
        "operationId": "cancelRun",
        "responses": {
          "200": {
            "$ref": "#/components/responses/Operated"
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/runs/{instance}/{id}/retry": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "post": {
        "operationId": "retryRun",
        "responses": {
          "200": {
            "$ref": "#/components/responses/Operated"
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/runs/{instance}/{id}/pause": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "post": {
        "operationId": "pauseRun",
        "responses": {
          "200": {
            "$ref": "#/components/responses/Operated"
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/runs/{instance}/{id}/suspend": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "post": {
        "operationId": "suspendRun",
        "responses": {
          "200": {
            "$ref": "#/components/responses/Operated"
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/runs/{instance}/{id}/resume": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "post": {
        "operationId": "resumeRun",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                  "input": {
                    "type": "object",
                    "additionalProperties": true,
                    "description": "What the run waits for, when it waits for input."
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "$ref": "#/components/responses/Operated"
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/runs/{instance}/{id}/reschedule": {
      "parameters": [
        {
          "$ref": "#/components/parameters/Instance"
        },
        {
          "$ref": "#/components/parameters/Id"
        }
      ],
      "post": {
        "operationId": "rescheduleRun",
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "scheduledTime"
                ],
                "properties": {
                  "scheduledTime": {
                    "type": "string",
                    "format": "date-time"
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "$ref": "#/components/responses/Operated"
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    }
  },
  "components": {
    "parameters": {
      "Instance": {
        "name": "instance",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "pattern": "^[a-z0-9][a-z0-9-]*$",
          "maxLength": 63
        }
      },
      "Id": {
        "name": "id",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "format": "uuid"
        }
      },
      "InstanceFilter": {
        "name": "instance",
        "in": "query",
        "schema": {
          "type": "array",
          "items": {
            "type": "string"
          }
        }
      },
      "Owner": {
        "name": "owner",
        "in": "query",
        "description": "Entity refs of owners; any of them. `none` is what belongs to nobody.",
        "schema": {
          "type": "array",
          "items": {
            "type": "string"
          }
        }
      },
      "Entity": {
        "name": "entity",
        "in": "query",
        "description": "Entity refs; any of them.",
        "schema": {
          "type": "array",
          "items": {
            "type": "string"
          }
        }
      },
      "DeploymentFilter": {
        "name": "deployment",
        "in": "query",
        "description": "Deployment ids; any of them.",
        "schema": {
          "type": "array",
          "items": {
            "type": "string",
            "format": "uuid"
          }
        }
      },
      "State": {
        "name": "state",
        "in": "query",
        "description": "State types; `LATE` is a scheduled run that should have started.",
        "schema": {
          "type": "array",
          "items": {
            "type": "string",
            "enum": [
              "SCHEDULED",
              "LATE",
              "PENDING",
              "RUNNING",
              "COMPLETED",
              "FAILED",
              "CANCELLED",
              "CRASHED",
              "PAUSED",
              "CANCELLING"
            ]
          }
        }
      },
      "Since": {
        "name": "since",
        "in": "query",
        "schema": {
          "type": "string",
          "format": "date-time"
        }
      },
      "Until": {
        "name": "until",
        "in": "query",
        "schema": {
          "type": "string",
          "format": "date-time"
        }
      },
      "Tag": {
        "name": "tag",
        "in": "query",
        "description": "All of them.",
        "schema": {
          "type": "array",
          "items": {
            "type": "string"
          }
        }
      },
      "Query": {
        "name": "q",
        "in": "query",
        "description": "Text in the names of the run, flow or deployment.",
        "schema": {
          "type": "string",
          "maxLength": 200
        }
      },
      "Future": {
        "name": "future",
        "in": "query",
        "description": "Include runs that are scheduled for later.",
        "schema": {
          "type": "boolean",
          "default": false
        }
      },
      "Subflows": {
        "name": "subflows",
        "in": "query",
        "description": "Include runs that another run started as its sub-flow.",
        "schema": {
          "type": "boolean",
          "default": false
        }
      },
      "WindowSince": {
        "name": "since",
        "in": "query",
        "description": "Default is three hours ago; at most a week ago.",
        "schema": {
          "type": "string",
          "format": "date-time"
        }
      },
      "WindowUntil": {
        "name": "until",
        "in": "query",
        "description": "Default is in 24 hours; at most in two weeks.",
        "schema": {
          "type": "string",
          "format": "date-time"
        }
      },
      "ScheduleId": {
        "name": "schedule",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "format": "uuid"
        }
      },
      "Cursor": {
        "name": "cursor",
        "in": "query",
        "schema": {
          "type": "string",
          "maxLength": 500
        }
      },
      "Limit": {
        "name": "limit",
        "in": "query",
        "schema": {
          "type": "integer",
          "minimum": 1,
          "maximum": 200,
          "default": 50
        }
      }
    },
    "responses": {
      "Operated": {
        "description": "Prefect accepted; the run as it is now.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Run"
            }
          }
        }
      },
      "Error": {
        "description": "Backstage's error shape. `error.code` is one of docs/errors.md. Refusals of Prefect (REJECT, ABORT) are 409 ConflictError with code PREFECT_REFUSED and Prefect's reason; a denial is 403 NotAllowedError with code PREFECT_DENIED; an instance that does not answer is 503 ServiceUnavailableError with code PREFECT_UNREACHABLE; parameters that do not fit are 400 InputError with code PREFECT_INVALID_PARAMETERS and `fields`.\n",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/ErrorBody"
            }
          }
        }
      }
    },
    "schemas": {
      "ErrorBody": {
        "type": "object",
        "required": [
          "error"
        ],
        "properties": {
          "error": {
            "type": "object",
            "required": [
              "name",
              "message"
            ],
            "properties": {
              "name": {
                "type": "string"
              },
              "message": {
                "type": "string"
              },
              "code": {
                "$ref": "#/components/schemas/ErrorCode"
              },
              "fields": {
                "type": "array",
                "items": {
                  "$ref": "#/components/schemas/FieldError"
                }
              }
            }
          }
        }
      },
      "ErrorCode": {
        "type": "string",
        "enum": [
          "PREFECT_DENIED",
          "PREFECT_NOT_FOUND",
          "PREFECT_REFUSED",
          "PREFECT_CONFLICT",
          "PREFECT_INVALID_PARAMETERS",
          "PREFECT_INVALID_REQUEST",
          "PREFECT_UNREACHABLE",
          "PREFECT_CREDENTIAL_REFUSED",
          "PREFECT_UPSTREAM_ERROR",
          "PREFECT_LEDGER_UNAVAILABLE",
          "PREFECT_GRANT_CONFLICT",
          "PREFECT_CATALOG_UNAVAILABLE"
        ]
      },
      "FieldError": {
        "type": "object",
        "required": [
          "path",
          "message"
        ],
        "properties": {
          "path": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Keys and indexes from the root, as strings."
          },
          "message": {
            "type": "string"
          }
        }
      },
      "EntityRef": {
        "type": "string",
        "description": "kind:namespace/name in lower case."
      },
      "Parameters": {
        "type": "object",
        "additionalProperties": true
      },
      "JsonSchema": {
        "type": "object",
        "additionalProperties": true
      },
      "Decision": {
        "type": "object",
        "required": [
          "allowed",
          "reason",
          "policy"
        ],
        "properties": {
          "allowed": {
            "type": "boolean"
          },
          "reason": {
            "type": "string",
            "description": "One sentence for a person."
          },
          "policy": {
            "type": "string",
            "nullable": true,
            "description": "The policy that decided, or the closest one on a denial."
          }
        }
      },
      "Right": {
        "type": "string",
        "enum": [
          "view",
          "run",
          "operate",
          "schedule"
        ]
      },
      "AskedRight": {
        "type": "string",
        "enum": [
          "run",
          "operate",
          "schedule"
        ]
      },
      "Terms": {
        "type": "object",
        "required": [
          "approvals",
          "longestSeconds",
          "uses",
          "parameters"
        ],
        "properties": {
          "approvals": {
            "type": "integer",
            "description": "How many different people must approve."
          },
          "longestSeconds": {
            "type": "integer"
          },
          "uses": {
            "type": "string",
            "enum": [
              "once",
              "many"
            ]
          },
          "parameters": {
            "type": "string",
            "enum": [
              "approved",
              "any"
            ],
            "description": "Whether a run may have other parameters than those that were approved."
          }
        }
      },
      "Entitled": {
        "type": "object",
        "required": [
          "ref",
          "name",
          "policies",
          "grant"
        ],
        "properties": {
          "ref": {
            "type": "string",
            "description": "Entity ref of the person."
          },
          "name": {
            "type": "string"
          },
          "policies": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "grant": {
            "type": "string",
            "format": "uuid",
            "nullable": true,
            "description": "The grant that allows it where no policy does."
          }
        }
      },
      "AccessOffer": {
        "type": "object",
        "required": [
          "request",
          "terms",
          "breakGlass",
          "breakGlassTerms",
          "approvers"
        ],
        "properties": {
          "request": {
            "$ref": "#/components/schemas/Decision"
          },
          "terms": {
            "type": "object",
            "allOf": [
              {
                "$ref": "#/components/schemas/Terms"
              }
            ],
            "nullable": true,
            "description": "Null when it cannot be asked for."
          },
          "breakGlass": {
            "$ref": "#/components/schemas/Decision"
          },
          "breakGlassTerms": {
            "type": "object",
            "allOf": [
              {
                "$ref": "#/components/schemas/Terms"
              }
            ],
            "nullable": true,
            "description": "Null when it cannot be taken at once."
          },
          "approvers": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Entitled"
            },
            "description": "Without the caller."
          }
        }
      },
      "AskGrant": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "right",
          "reason",
          "seconds",
          "uses",
          "when"
        ],
        "properties": {
          "right": {
            "$ref": "#/components/schemas/AskedRight"
          },
          "reason": {
            "type": "string",
            "minLength": 1,
            "maxLength": 1000,
            "description": "Approvers and auditors read it."
          },
          "seconds": {
            "type": "integer",
            "minimum": 60,
            "maximum": 2592000,
            "description": "For how long, once it is given."
          },
          "uses": {
            "type": "string",
            "enum": [
              "once",
              "many"
            ]
          },
          "parameters": {
            "$ref": "#/components/schemas/Parameters"
          },
          "when": {
            "type": "string",
            "enum": [
              "approved",
              "now"
            ],
            "description": "now breaks the glass."
          }
        }
      },
      "GrantReason": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "reason"
        ],
        "properties": {
          "reason": {
            "type": "string",
            "maxLength": 1000
          }
        }
      },
      "GrantVoice": {
        "type": "object",
        "required": [
          "by",
          "verdict",
          "reason",
          "at"
        ],
        "properties": {
          "by": {
            "type": "string",
            "description": "Entity ref of the person."
          },
          "verdict": {
            "type": "string",
            "enum": [
              "approved",
              "refused",
              "revoked",
              "reviewed"
            ]
          },
          "reason": {
            "type": "string"
          },
          "at": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "GrantState": {
        "type": "string",
        "enum": [
          "waiting",
          "refused",
          "withdrawn",
          "lapsed",
          "active",
          "used",
          "revoked",
          "expired"
        ]
      },
      "Grant": {
        "type": "object",
        "required": [
          "id",
          "kind",
          "principal",
          "right",
          "deployment",
          "environment",
          "reason",
          "door",
          "askedAt",
          "state",
          "approvals",
          "approvalsNeeded",
          "seconds",
          "uses",
          "parameters",
          "approvers",
          "policy",
          "lapsesAt",
          "activeFrom",
          "expiresAt",
          "endedAt",
          "usedAt",
          "run",
          "review",
          "voices",
          "rights"
        ],
        "properties": {
          "id": {
            "type": "string",
            "format": "uuid"
          },
          "kind": {
            "type": "string",
            "enum": [
              "asked",
              "break-glass"
            ]
          },
          "principal": {
            "type": "string",
            "description": "Entity ref of who asked."
          },
          "right": {
            "$ref": "#/components/schemas/AskedRight"
          },
          "deployment": {
            "$ref": "#/components/schemas/DeploymentLink"
          },
          "environment": {
            "type": "string"
          },
          "reason": {
            "type": "string"
          },
          "door": {
            "type": "string"
          },
          "askedAt": {
            "type": "string",
            "format": "date-time"
          },
          "state": {
            "$ref": "#/components/schemas/GrantState"
          },
          "approvals": {
            "type": "integer"
          },
          "approvalsNeeded": {
            "type": "integer"
          },
          "seconds": {
            "type": "integer"
          },
          "uses": {
            "type": "string",
            "enum": [
              "once",
              "many"
            ]
          },
          "parameters": {
            "type": "object",
            "additionalProperties": true,
            "nullable": true,
            "description": "Of the run that it is for, secrets masked; null for any."
          },
          "approvers": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Entity refs of who could approve it when it was asked for."
          },
          "policy": {
            "type": "string",
            "nullable": true
          },
          "lapsesAt": {
            "type": "string",
            "format": "date-time"
          },
          "activeFrom": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          },
          "expiresAt": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          },
          "endedAt": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          },
          "usedAt": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          },
          "run": {
            "type": "string",
            "format": "uuid",
            "nullable": true,
            "description": "The flow run that was started with it."
          },
          "review": {
            "type": "string",
            "enum": [
              "none",
              "open",
              "closed"
            ]
          },
          "voices": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/GrantVoice"
            }
          },
          "rights": {
            "type": "object",
            "required": [
              "decide",
              "isOwn"
            ],
            "properties": {
              "decide": {
                "$ref": "#/components/schemas/Decision"
              },
              "isOwn": {
                "type": "boolean"
              }
            }
          }
        }
      },
      "Freshness": {
        "type": "object",
        "required": [
          "state",
          "asOf",
          "message"
        ],
        "properties": {
          "state": {
            "type": "string",
            "enum": [
              "seeding",
              "current",
              "stale"
            ]
          },
          "asOf": {
            "type": "string",
            "format": "date-time",
            "nullable": true,
            "description": "Until when what we show is known to be right; null before the first seed."
          },
          "message": {
            "type": "string",
            "nullable": true
          }
        }
      },
      "InstanceLimit": {
        "type": "string",
        "enum": [
          "too-old",
          "no-log-stream"
        ],
        "description": "too-old: it is not supported, and nothing is read of it; no-log-stream: nobody is told of new log lines, so that pages ask for them."
      },
      "Instance": {
        "type": "object",
        "required": [
          "id",
          "title",
          "environment",
          "labels",
          "uiUrl",
          "version",
          "limits",
          "freshness"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "environment": {
            "type": "string"
          },
          "labels": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "uiUrl": {
            "type": "string",
            "nullable": true
          },
          "version": {
            "type": "string",
            "nullable": true
          },
          "limits": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/InstanceLimit"
            },
            "description": "What its version of Prefect is too old for."
          },
          "freshness": {
            "$ref": "#/components/schemas/Freshness"
          }
        }
      },
      "Policies": {
        "type": "object",
        "required": [
          "version",
          "problem",
          "items"
        ],
        "properties": {
          "version": {
            "type": "string",
            "nullable": true,
            "description": "Hash of all of them; null when none are in force and everything is denied."
          },
          "problem": {
            "type": "string",
            "nullable": true,
            "description": "Why what is in the folder now does not decide, by file and line."
          },
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Policy"
            }
          }
        }
      },
      "Policy": {
        "type": "object",
        "required": [
          "id",
          "effect",
          "file",
          "line",
          "text"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "effect": {
            "type": "string",
            "enum": [
              "permit",
              "forbid"
            ]
          },
          "file": {
            "type": "string",
            "description": "Path in the folder of policies."
          },
          "line": {
            "type": "integer"
          },
          "text": {
            "type": "string",
            "description": "The policy, in Cedar."
          }
        }
      },
      "Facets": {
        "type": "object",
        "required": [
          "owners",
          "entities",
          "tags",
          "deployments"
        ],
        "properties": {
          "owners": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/EntityRef"
            }
          },
          "entities": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/EntityRef"
            }
          },
          "tags": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "deployments": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/DeploymentLink"
            }
          }
        }
      },
      "StateType": {
        "type": "string",
        "enum": [
          "SCHEDULED",
          "PENDING",
          "RUNNING",
          "COMPLETED",
          "FAILED",
          "CANCELLED",
          "CRASHED",
          "PAUSED",
          "CANCELLING"
        ]
      },
      "State": {
        "type": "object",
        "required": [
          "type",
          "name",
          "timestamp",
          "message"
        ],
        "properties": {
          "type": {
            "$ref": "#/components/schemas/StateType"
          },
          "name": {
            "type": "string",
            "description": "What Prefect or the flow calls it: Late, AwaitingRetry, Suspended, or a custom name."
          },
          "timestamp": {
            "type": "string",
            "format": "date-time"
          },
          "message": {
            "type": "string",
            "nullable": true
          }
        }
      },
      "Binding": {
        "type": "object",
        "required": [
          "entity",
          "title",
          "source",
          "trusted"
        ],
        "properties": {
          "entity": {
            "$ref": "#/components/schemas/EntityRef"
          },
          "title": {
            "type": "string"
          },
          "source": {
            "type": "string",
            "enum": [
              "annotation",
              "tag"
            ]
          },
          "trusted": {
            "type": "boolean",
            "description": "A tag only proposes; it gives no rights."
          }
        }
      },
      "Health": {
        "type": "string",
        "enum": [
          "healthy",
          "failing",
          "late",
          "waiting",
          "paused",
          "idle"
        ],
        "description": "failing: its last finished run did not complete; waiting: a run is paused for input; idle: never ran."
      },
      "Schedule": {
        "type": "object",
        "required": [
          "id",
          "active",
          "kind",
          "expression",
          "timezone",
          "anchor"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "active": {
            "type": "boolean"
          },
          "kind": {
            "type": "string",
            "enum": [
              "cron",
              "interval",
              "rrule"
            ]
          },
          "expression": {
            "type": "string",
            "description": "The cron or rrule text; for an interval, its milliseconds."
          },
          "timezone": {
            "type": "string",
            "nullable": true
          },
          "anchor": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          }
        }
      },
      "DeploymentLink": {
        "type": "object",
        "required": [
          "instance",
          "id",
          "title"
        ],
        "properties": {
          "instance": {
            "type": "string"
          },
          "id": {
            "type": "string",
            "format": "uuid"
          },
          "title": {
            "type": "string",
            "description": "flow/deployment"
          }
        }
      },
      "RunCell": {
        "type": "object",
        "description": "A run in a status strip.",
        "required": [
          "id",
          "name",
          "state",
          "start",
          "durationMs"
        ],
        "properties": {
          "id": {
            "type": "string",
            "format": "uuid"
          },
          "name": {
            "type": "string"
          },
          "state": {
            "$ref": "#/components/schemas/State"
          },
          "start": {
            "type": "string",
            "format": "date-time",
            "nullable": true,
            "description": "Actual start; the expected one while it has not started."
          },
          "durationMs": {
            "type": "integer",
            "nullable": true
          }
        }
      },
      "RunStats": {
        "type": "object",
        "required": [
          "days",
          "finished",
          "completed",
          "successRate",
          "usualDurationMs"
        ],
        "properties": {
          "days": {
            "type": "integer"
          },
          "finished": {
            "type": "integer",
            "description": "Runs that began in the window, by whole hours, and completed, failed or crashed."
          },
          "completed": {
            "type": "integer"
          },
          "successRate": {
            "type": "number",
            "nullable": true,
            "description": "0 to 1; null when nothing finished."
          },
          "usualDurationMs": {
            "type": "integer",
            "nullable": true,
            "description": "Median of the completed, within half a percent."
          }
        }
      },
      "Streak": {
        "type": "object",
        "required": [
          "failures",
          "since"
        ],
        "properties": {
          "failures": {
            "type": "integer",
            "description": "Runs failed or crashed in a row until now."
          },
          "since": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "Deployment": {
        "type": "object",
        "required": [
          "instance",
          "environment",
          "id",
          "title",
          "name",
          "flowId",
          "flowName",
          "description",
          "tags",
          "paused",
          "schedules",
          "nextRun",
          "workPool",
          "workQueue",
          "pollingWorkers",
          "version",
          "entrypoint",
          "codeUrl",
          "prefectUrl",
          "sensitivity",
          "owners",
          "bindings",
          "health",
          "recentRuns",
          "stats",
          "streak",
          "cause",
          "may",
          "updated"
        ],
        "properties": {
          "instance": {
            "type": "string"
          },
          "environment": {
            "type": "string"
          },
          "id": {
            "type": "string",
            "format": "uuid"
          },
          "title": {
            "type": "string",
            "description": "flow/deployment"
          },
          "name": {
            "type": "string"
          },
          "flowId": {
            "type": "string",
            "format": "uuid"
          },
          "flowName": {
            "type": "string"
          },
          "description": {
            "type": "string",
            "nullable": true
          },
          "tags": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "paused": {
            "type": "boolean"
          },
          "schedules": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Schedule"
            }
          },
          "nextRun": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          },
          "workPool": {
            "type": "string",
            "nullable": true
          },
          "workQueue": {
            "type": "string",
            "nullable": true
          },
          "pollingWorkers": {
            "type": "integer",
            "nullable": true,
            "description": "Workers online in the pool; null when unknown or when it has no pool."
          },
          "version": {
            "type": "string",
            "nullable": true
          },
          "entrypoint": {
            "type": "string",
            "nullable": true
          },
          "codeUrl": {
            "type": "string",
            "nullable": true
          },
          "prefectUrl": {
            "type": "string",
            "nullable": true
          },
          "sensitivity": {
            "type": "string",
            "enum": [
              "normal",
              "restricted"
            ]
          },
          "owners": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/EntityRef"
            }
          },
          "bindings": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Binding"
            }
          },
          "health": {
            "$ref": "#/components/schemas/Health"
          },
          "recentRuns": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/RunCell"
            },
            "description": "At most 20, oldest first."
          },
          "stats": {
            "$ref": "#/components/schemas/RunStats"
          },
          "streak": {
            "type": "object",
            "allOf": [
              {
                "$ref": "#/components/schemas/Streak"
              }
            ],
            "nullable": true
          },
          "cause": {
            "type": "string",
            "nullable": true,
            "description": "Message of the last failed run while the deployment is failing."
          },
          "may": {
            "$ref": "#/components/schemas/DeploymentRights"
          },
          "updated": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          }
        }
      },
      "DeploymentRights": {
        "type": "object",
        "required": [
          "run",
          "operate",
          "schedule"
        ],
        "properties": {
          "run": {
            "$ref": "#/components/schemas/Decision"
          },
          "operate": {
            "$ref": "#/components/schemas/Decision"
          },
          "schedule": {
            "$ref": "#/components/schemas/Decision"
          }
        }
      },
      "DeploymentDetail": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Deployment"
          },
          {
            "type": "object",
            "required": [
              "parameterSchema",
              "parameters",
              "secretParameters",
              "enforceParameterSchema",
              "lastGoodRun"
            ],
            "properties": {
              "parameterSchema": {
                "$ref": "#/components/schemas/JsonSchema"
              },
              "parameters": {
                "allOf": [
                  {
                    "$ref": "#/components/schemas/Parameters"
                  }
                ],
                "description": "The deployment's own defaults, secrets left out."
              },
              "secretParameters": {
                "type": "array",
                "items": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                },
                "description": "Paths of what is masked in portal and records."
              },
              "enforceParameterSchema": {
                "type": "boolean"
              },
              "lastGoodRun": {
                "type": "object",
                "nullable": true,
                "required": [
                  "id",
                  "name",
                  "parameters",
                  "end"
                ],
                "properties": {
                  "id": {
                    "type": "string",
                    "format": "uuid"
                  },
                  "name": {
                    "type": "string"
                  },
                  "end": {
                    "type": "string",
                    "format": "date-time",
                    "nullable": true
                  },
                  "parameters": {
                    "$ref": "#/components/schemas/Parameters"
                  }
                }
              }
            }
          }
        ]
      },
      "EntityAutomation": {
        "type": "object",
        "required": [
          "entity",
          "items",
          "proposals",
          "unmatched"
        ],
        "properties": {
          "entity": {
            "$ref": "#/components/schemas/EntityRef"
          },
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Deployment"
            },
            "description": "Bound by annotation, those that need somebody first."
          },
          "proposals": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Deployment"
            },
            "description": "Claimed by a tag on the deployment only."
          },
          "unmatched": {
            "type": "array",
            "description": "Annotation values that name nothing one may view, with near matches.",
            "items": {
              "type": "object",
              "required": [
                "annotation",
                "value",
                "suggestions"
              ],
              "properties": {
                "annotation": {
                  "type": "string"
                },
                "value": {
                  "type": "string"
                },
                "suggestions": {
                  "type": "array",
                  "items": {
                    "type": "string"
                  }
                }
              }
            }
          }
        }
      },
      "StartedBy": {
        "type": "object",
        "required": [
          "kind",
          "name",
          "entity"
        ],
        "properties": {
          "kind": {
            "type": "string",
            "enum": [
              "user",
              "schedule",
              "automation",
              "run",
              "unknown"
            ]
          },
          "name": {
            "type": "string",
            "nullable": true
          },
          "entity": {
            "type": "string",
            "allOf": [
              {
                "$ref": "#/components/schemas/EntityRef"
              }
            ],
            "nullable": true
          }
        }
      },
      "Run": {
        "type": "object",
        "required": [
          "instance",
          "environment",
          "id",
          "name",
          "flowId",
          "flowName",
          "deployment",
          "owners",
          "bindings",
          "sensitivity",
          "state",
          "expectedStart",
          "start",
          "end",
          "durationMs",
          "latenessMs",
          "tags",
          "runCount",
          "startedBy",
          "parent"
        ],
        "properties": {
          "instance": {
            "type": "string"
          },
          "environment": {
            "type": "string"
          },
          "id": {
            "type": "string",
            "format": "uuid"
          },
          "name": {
            "type": "string"
          },
          "flowId": {
            "type": "string",
            "format": "uuid"
          },
          "flowName": {
            "type": "string"
          },
          "deployment": {
            "type": "object",
            "allOf": [
              {
                "$ref": "#/components/schemas/DeploymentLink"
              }
            ],
            "nullable": true
          },
          "owners": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/EntityRef"
            }
          },
          "bindings": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Binding"
            }
          },
          "sensitivity": {
            "type": "string",
            "enum": [
              "normal",
              "restricted"
            ]
          },
          "state": {
            "$ref": "#/components/schemas/State"
          },
          "expectedStart": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          },
          "start": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          },
          "end": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          },
          "durationMs": {
            "type": "integer",
            "nullable": true,
            "description": "Time spent running; of a live run, until its last change."
          },
          "latenessMs": {
            "type": "integer",
            "nullable": true,
            "description": "How much later than expected it started."
          },
          "tags": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "runCount": {
            "type": "integer"
          },
          "startedBy": {
            "$ref": "#/components/schemas/StartedBy"
          },
          "parent": {
            "type": "object",
            "nullable": true,
            "required": [
              "id",
              "name"
            ],
            "properties": {
              "id": {
                "type": "string",
                "format": "uuid"
              },
              "name": {
                "type": "string"
              }
            }
          }
        }
      },
      "Operation": {
        "type": "string",
        "enum": [
          "cancel",
          "retry",
          "pause",
          "suspend",
          "resume",
          "reschedule"
        ]
      },
      "RunDetail": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Run"
          },
          {
            "type": "object",
            "required": [
              "parameters",
              "workPool",
              "workQueue",
              "deploymentVersion",
              "codeUrl",
              "prefectUrl",
              "infrastructurePid",
              "streak",
              "lastGoodRun",
              "usualDurationMs",
              "cause",
              "waiting",
              "operations",
              "may"
            ],
            "properties": {
              "parameters": {
                "allOf": [
                  {
                    "$ref": "#/components/schemas/Parameters"
                  }
                ],
                "description": "Secrets masked."
              },
              "workPool": {
                "type": "string",
                "nullable": true
              },
              "workQueue": {
                "type": "string",
                "nullable": true
              },
              "deploymentVersion": {
                "type": "string",
                "nullable": true
              },
              "codeUrl": {
                "type": "string",
                "nullable": true
              },
              "prefectUrl": {
                "type": "string",
                "nullable": true
              },
              "infrastructurePid": {
                "type": "string",
                "nullable": true
              },
              "streak": {
                "type": "object",
                "allOf": [
                  {
                    "$ref": "#/components/schemas/Streak"
                  }
                ],
                "nullable": true
              },
              "lastGoodRun": {
                "type": "object",
                "nullable": true,
                "required": [
                  "id",
                  "name",
                  "end"
                ],
                "properties": {
                  "id": {
                    "type": "string",
                    "format": "uuid"
                  },
                  "name": {
                    "type": "string"
                  },
                  "end": {
                    "type": "string",
                    "format": "date-time",
                    "nullable": true
                  }
                }
              },
              "usualDurationMs": {
                "type": "integer",
                "nullable": true
              },
              "cause": {
                "type": "string",
                "nullable": true,
                "description": "What went wrong in a sentence when it failed or crashed."
              },
              "waiting": {
                "type": "string",
                "nullable": true,
                "description": "Why it waits, in a sentence, while it waits."
              },
              "operations": {
                "type": "array",
                "items": {
                  "$ref": "#/components/schemas/Operation"
                },
                "description": "What makes sense in the present state."
              },
              "may": {
                "$ref": "#/components/schemas/DeploymentRights"
              }
            }
          }
        ]
      },
      "TaskRun": {
        "type": "object",
        "required": [
          "id",
          "name",
          "kind",
          "group",
          "state",
          "expectedStart",
          "start",
          "end",
          "durationMs",
          "runCount",
          "upstream",
          "childRunId"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "kind": {
            "type": "string",
            "enum": [
              "task",
              "subflow"
            ]
          },
          "group": {
            "type": "string",
            "description": "The task's own name; runs of one mapped task share it."
          },
          "state": {
            "$ref": "#/components/schemas/State"
          },
          "expectedStart": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          },
          "start": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          },
          "end": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          },
          "durationMs": {
            "type": "integer",
            "nullable": true
          },
          "runCount": {
            "type": "integer"
          },
          "upstream": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Ids in this list that it waited for."
          },
          "childRunId": {
            "type": "string",
            "format": "uuid",
            "nullable": true,
            "description": "The flow run of a sub-flow."
          }
        }
      },
      "LogLine": {
        "type": "object",
        "required": [
          "id",
          "ts",
          "level",
          "logger",
          "message",
          "taskRunId"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "ts": {
            "type": "string",
            "format": "date-time"
          },
          "level": {
            "type": "integer",
            "description": "Python's: 10 debug, 20 info, 30 warning, 40 error, 50 critical."
          },
          "logger": {
            "type": "string"
          },
          "message": {
            "type": "string"
          },
          "taskRunId": {
            "type": "string",
            "nullable": true
          }
        }
      },
      "Artifact": {
        "type": "object",
        "required": [
          "id",
          "key",
          "type",
          "description",
          "data",
          "taskRunId",
          "created",
          "updated"
        ],
        "properties": {
          "id": {
            "type": "string",
            "format": "uuid"
          },
          "key": {
            "type": "string",
            "nullable": true
          },
          "type": {
            "type": "string",
            "enum": [
              "markdown",
              "table",
              "progress",
              "link",
              "image",
              "other"
            ]
          },
          "description": {
            "type": "string",
            "nullable": true
          },
          "data": {
            "description": "markdown: text; table: rows; progress: percent; link and image: URL text; null when empty."
          },
          "taskRunId": {
            "type": "string",
            "nullable": true
          },
          "created": {
            "type": "string",
            "format": "date-time"
          },
          "updated": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "RunInput": {
        "type": "object",
        "required": [
          "schema",
          "description",
          "since",
          "until",
          "initial"
        ],
        "properties": {
          "schema": {
            "$ref": "#/components/schemas/JsonSchema"
          },
          "description": {
            "type": "string",
            "nullable": true
          },
          "since": {
            "type": "string",
            "format": "date-time"
          },
          "until": {
            "type": "string",
            "format": "date-time",
            "nullable": true,
            "description": "When the run fails if nobody answers."
          },
          "initial": {
            "type": "object",
            "additionalProperties": true
          }
        }
      },
      "StartRun": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "parameters",
          "idempotencyKey"
        ],
        "properties": {
          "parameters": {
            "$ref": "#/components/schemas/Parameters"
          },
          "idempotencyKey": {
            "type": "string",
            "minLength": 8,
            "maxLength": 128
          },
          "scheduledTime": {
            "type": "string",
            "format": "date-time",
            "description": "Absent starts now."
          },
          "tags": {
            "type": "array",
            "maxItems": 50,
            "items": {
              "type": "string",
              "minLength": 1,
              "maxLength": 200
            }
          },
          "name": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200
          }
        }
      },
      "Validation": {
        "type": "object",
        "required": [
          "valid",
          "errors"
        ],
        "properties": {
          "valid": {
            "type": "boolean"
          },
          "errors": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/FieldError"
            }
          }
        }
      },
      "HistoryBucket": {
        "type": "object",
        "required": [
          "start",
          "end",
          "counts"
        ],
        "properties": {
          "start": {
            "type": "string",
            "format": "date-time"
          },
          "end": {
            "type": "string",
            "format": "date-time"
          },
          "counts": {
            "type": "object",
            "additionalProperties": {
              "type": "integer"
            },
            "description": "By state type."
          }
        }
      },
      "Percentiles": {
        "type": "object",
        "description": "Within half a percent.",
        "required": [
          "p50",
          "p95"
        ],
        "properties": {
          "p50": {
            "type": "integer"
          },
          "p95": {
            "type": "integer"
          }
        }
      },
      "ChartFigures": {
        "type": "object",
        "required": [
          "finished",
          "completed",
          "failed",
          "crashed",
          "cancelled",
          "successRate",
          "durationMs",
          "latenessMs"
        ],
        "properties": {
          "finished": {
            "type": "integer",
            "description": "Completed, failed or crashed."
          },
          "completed": {
            "type": "integer"
          },
          "failed": {
            "type": "integer"
          },
          "crashed": {
            "type": "integer"
          },
          "cancelled": {
            "type": "integer"
          },
          "successRate": {
            "type": "number",
            "nullable": true,
            "description": "0 to 1; null when nothing finished."
          },
          "durationMs": {
            "type": "object",
            "allOf": [
              {
                "$ref": "#/components/schemas/Percentiles"
              }
            ],
            "nullable": true,
            "description": "How long those ran that completed."
          },
          "latenessMs": {
            "type": "object",
            "allOf": [
              {
                "$ref": "#/components/schemas/Percentiles"
              }
            ],
            "nullable": true,
            "description": "How much later than expected runs began."
          }
        }
      },
      "ChartPoint": {
        "allOf": [
          {
            "$ref": "#/components/schemas/ChartFigures"
          },
          {
            "type": "object",
            "required": [
              "start",
              "end"
            ],
            "properties": {
              "start": {
                "type": "string",
                "format": "date-time"
              },
              "end": {
                "type": "string",
                "format": "date-time"
              }
            }
          }
        ]
      },
      "ChartSeries": {
        "type": "object",
        "description": "Of a deployment, or of what an owner owns.",
        "required": [
          "deployment",
          "owner",
          "whole",
          "points"
        ],
        "properties": {
          "deployment": {
            "type": "object",
            "allOf": [
              {
                "$ref": "#/components/schemas/DeploymentLink"
              }
            ],
            "nullable": true
          },
          "owner": {
            "type": "string",
            "allOf": [
              {
                "$ref": "#/components/schemas/EntityRef"
              }
            ],
            "nullable": true,
            "description": "null beside a deployment; otherwise null is what belongs to nobody."
          },
          "whole": {
            "$ref": "#/components/schemas/ChartFigures"
          },
          "points": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ChartPoint"
            },
            "description": "Oldest first, empty ones included."
          }
        }
      },
      "AttentionItem": {
        "type": "object",
        "required": [
          "kind",
          "run",
          "deployment",
          "since",
          "failures",
          "until",
          "cause",
          "owners"
        ],
        "properties": {
          "kind": {
            "type": "string",
            "enum": [
              "failing",
              "late",
              "waiting"
            ]
          },
          "run": {
            "$ref": "#/components/schemas/Run"
          },
          "deployment": {
            "type": "object",
            "allOf": [
              {
                "$ref": "#/components/schemas/DeploymentLink"
              }
            ],
            "nullable": true
          },
          "since": {
            "type": "string",
            "format": "date-time"
          },
          "failures": {
            "type": "integer",
            "description": "Failures in a row; 0 unless failing."
          },
          "until": {
            "type": "string",
            "format": "date-time",
            "nullable": true,
            "description": "When a waiting run fails."
          },
          "cause": {
            "type": "string",
            "nullable": true
          },
          "owners": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/EntityRef"
            }
          }
        }
      },
      "TeamRow": {
        "type": "object",
        "required": [
          "owner",
          "deployments",
          "failing",
          "late",
          "running",
          "successRate",
          "latenessMs"
        ],
        "properties": {
          "owner": {
            "type": "string",
            "allOf": [
              {
                "$ref": "#/components/schemas/EntityRef"
              }
            ],
            "nullable": true,
            "description": "null is what belongs to nobody."
          },
          "deployments": {
            "type": "integer"
          },
          "failing": {
            "type": "integer"
          },
          "late": {
            "type": "integer"
          },
          "running": {
            "type": "integer"
          },
          "successRate": {
            "type": "number",
            "nullable": true,
            "description": "Over 7 days."
          },
          "latenessMs": {
            "type": "integer",
            "nullable": true,
            "description": "Median over 7 days, within half a percent."
          }
        }
      },
      "Overview": {
        "type": "object",
        "required": [
          "attention",
          "running",
          "upcoming",
          "teams"
        ],
        "properties": {
          "attention": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/AttentionItem"
            },
            "description": "Most urgent first, at most 50."
          },
          "running": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Run"
            },
            "description": "At most 50."
          },
          "upcoming": {
            "type": "object",
            "required": [
              "count",
              "items"
            ],
            "properties": {
              "count": {
                "type": "integer",
                "description": "Runs due in the next two hours."
              },
              "items": {
                "type": "array",
                "items": {
                  "$ref": "#/components/schemas/Run"
                },
                "description": "The first 10."
              }
            }
          },
          "teams": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/TeamRow"
            }
          }
        }
      },
      "EnvironmentCell": {
        "type": "object",
        "description": "A deployment as it is on one instance.",
        "required": [
          "instance",
          "environment",
          "id",
          "version",
          "paused",
          "schedules",
          "nextRun",
          "health",
          "lastRun",
          "prefectUrl"
        ],
        "properties": {
          "instance": {
            "type": "string"
          },
          "environment": {
            "type": "string"
          },
          "id": {
            "type": "string",
            "format": "uuid"
          },
          "version": {
            "type": "string",
            "nullable": true
          },
          "paused": {
            "type": "boolean"
          },
          "schedules": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Schedule"
            }
          },
          "nextRun": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          },
          "health": {
            "$ref": "#/components/schemas/Health"
          },
          "lastRun": {
            "type": "object",
            "allOf": [
              {
                "$ref": "#/components/schemas/RunCell"
              }
            ],
            "nullable": true,
            "description": "The newest run that is not still to come."
          },
          "prefectUrl": {
            "type": "string",
            "nullable": true
          }
        }
      },
      "ComparedValue": {
        "type": "object",
        "required": [
          "instance",
          "value",
          "hidden",
          "isDefault"
        ],
        "properties": {
          "instance": {
            "type": "string"
          },
          "value": {
            "description": "Any JSON; for schedules a list of Schedule, where what is paused is not active. null for what is secret."
          },
          "hidden": {
            "type": "boolean",
            "description": "Something of it is secret and not told, only whether it differs."
          },
          "isDefault": {
            "type": "boolean",
            "description": "The deployment leaves the parameter to the flow's default."
          }
        }
      },
      "ComparedField": {
        "type": "object",
        "required": [
          "field",
          "path",
          "differs",
          "values"
        ],
        "properties": {
          "field": {
            "type": "string",
            "enum": [
              "version",
              "schedules",
              "tags",
              "entrypoint",
              "workPool",
              "workQueue",
              "parameter"
            ]
          },
          "path": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "Keys from the root of the parameters; empty for other fields."
          },
          "differs": {
            "type": "boolean"
          },
          "values": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ComparedValue"
            },
            "description": "Of the instances that know the field at all."
          }
        }
      },
      "ComparedDeployment": {
        "type": "object",
        "required": [
          "title",
          "cells",
          "fields"
        ],
        "properties": {
          "title": {
            "type": "string",
            "description": "flow/deployment"
          },
          "cells": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/EnvironmentCell"
            },
            "description": "In the order of the instances; those that do not have it are left out."
          },
          "fields": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ComparedField"
            }
          }
        }
      },
      "ScheduleTiming": {
        "type": "object",
        "additionalProperties": false,
        "required": [
          "kind",
          "expression",
          "timezone",
          "anchor",
          "dayOr"
        ],
        "properties": {
          "kind": {
            "type": "string",
            "enum": [
              "cron",
              "interval",
              "rrule"
            ]
          },
          "expression": {
            "type": "string",
            "minLength": 1,
            "maxLength": 6500,
            "description": "The cron or rrule text; for an interval, its milliseconds."
          },
          "timezone": {
            "type": "string",
            "nullable": true,
            "maxLength": 64,
            "description": "IANA name; UTC when absent."
          },
          "anchor": {
            "type": "string",
            "format": "date-time",
            "nullable": true,
            "description": "What an interval is counted from; required for one."
          },
          "dayOr": {
            "type": "boolean",
            "nullable": true,
            "description": "Of cron: a day need only fit the month or the week."
          }
        }
      },
      "ScheduleOrigin": {
        "type": "object",
        "required": [
          "kind",
          "at",
          "by"
        ],
        "description": "As far as Prefect's times tell. deploy: as the last deploy set it; edited: changed since; added: created since; unknown: the deployment was changed later, and Prefect does not keep by what.\n",
        "properties": {
          "kind": {
            "type": "string",
            "enum": [
              "deploy",
              "edited",
              "added",
              "unknown"
            ]
          },
          "at": {
            "type": "string",
            "format": "date-time",
            "nullable": true
          },
          "by": {
            "type": "string",
            "allOf": [
              {
                "$ref": "#/components/schemas/EntityRef"
              }
            ],
            "nullable": true,
            "description": "Who changed it last, when that was done here."
          }
        }
      },
      "ScheduleDetail": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Schedule"
          },
          {
            "type": "object",
            "required": [
              "dayOr",
              "slug",
              "origin",
              "problem",
              "knownSince",
              "next",
              "count"
            ],
            "properties": {
              "dayOr": {
                "type": "boolean",
                "nullable": true
              },
              "slug": {
                "type": "string",
                "nullable": true,
                "description": "Its name in the deployment's code."
              },
              "origin": {
                "$ref": "#/components/schemas/ScheduleOrigin"
              },
              "problem": {
                "type": "string",
                "nullable": true,
                "description": "Why it cannot be told when it fires."
              },
              "knownSince": {
                "type": "string",
                "format": "date-time",
                "nullable": true,
                "description": "Since when a run that does not exist was missed; what was due before is not known. null while it is paused or the instance was not read yet."
              },
              "next": {
                "type": "string",
                "format": "date-time",
                "nullable": true,
                "description": "In the window; null when it is paused."
              },
              "count": {
                "type": "integer",
                "description": "How often it is due from now to the end of the window; 10,000 is that or more."
              }
            }
          }
        ]
      },
      "ScheduleOccurrence": {
        "type": "object",
        "required": [
          "time",
          "kind",
          "scheduleId",
          "run"
        ],
        "properties": {
          "time": {
            "type": "string",
            "format": "date-time"
          },
          "kind": {
            "type": "string",
            "enum": [
              "exists",
              "computed",
              "missed"
            ],
            "description": "exists: Prefect has a run for it; computed: Prefect will make one; missed: it was due while the schedule was active, and there is no run."
          },
          "scheduleId": {
            "type": "string",
            "nullable": true,
            "description": "null of a run that was planned by hand."
          },
          "run": {
            "type": "object",
            "nullable": true,
            "required": [
              "id",
              "name",
              "state"
            ],
            "properties": {
              "id": {
                "type": "string",
                "format": "uuid"
              },
              "name": {
                "type": "string"
              },
              "state": {
                "$ref": "#/components/schemas/State"
              }
            }
          }
        }
      },
      "ScheduledDeployment": {
        "type": "object",
        "required": [
          "instance",
          "environment",
          "id",
          "title",
          "owners",
          "paused",
          "workPool",
          "usualDurationMs",
          "codeUrl",
          "schedules",
          "occurrences",
          "hidden",
          "missed",
          "overlap",
          "may"
        ],
        "properties": {
          "instance": {
            "type": "string"
          },
          "environment": {
            "type": "string"
          },
          "id": {
            "type": "string",
            "format": "uuid"
          },
          "title": {
            "type": "string",
            "description": "flow/deployment"
          },
          "owners": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/EntityRef"
            }
          },
          "paused": {
            "type": "boolean",
            "description": "All its schedules are paused."
          },
          "workPool": {
            "type": "string",
            "nullable": true
          },
          "usualDurationMs": {
            "type": "integer",
            "nullable": true,
            "description": "Median of the completed runs of 7 days."
          },
          "codeUrl": {
            "type": "string",
            "nullable": true
          },
          "schedules": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ScheduleDetail"
            }
          },
          "occurrences": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ScheduleOccurrence"
            },
            "description": "In order, at most 250; what was missed comes before what is ahead."
          },
          "hidden": {
            "type": "object",
            "allOf": [
              {
                "$ref": "#/components/schemas/HiddenOccurrences"
              }
            ],
            "nullable": true
          },
          "missed": {
            "type": "integer"
          },
          "overlap": {
            "type": "object",
            "nullable": true,
            "description": "Where it starts again before it usually ends.",
            "required": [
              "count",
              "first"
            ],
            "properties": {
              "count": {
                "type": "integer"
              },
              "first": {
                "type": "string",
                "format": "date-time"
              }
            }
          },
          "may": {
            "$ref": "#/components/schemas/DeploymentRights"
          }
        }
      },
      "HiddenOccurrences": {
        "type": "object",
        "required": [
          "count",
          "from",
          "until"
        ],
        "description": "More than are listed.",
        "properties": {
          "count": {
            "type": "integer",
            "description": "10,000 is that or more."
          },
          "from": {
            "type": "string",
            "format": "date-time"
          },
          "until": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "SchedulePage": {
        "type": "object",
        "required": [
          "now",
          "since",
          "until",
          "items",
          "totalCount",
          "nextCursor"
        ],
        "properties": {
          "now": {
            "type": "string",
            "format": "date-time"
          },
          "since": {
            "type": "string",
            "format": "date-time"
          },
          "until": {
            "type": "string",
            "format": "date-time"
          },
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/ScheduledDeployment"
            }
          },
          "totalCount": {
            "type": "integer"
          },
          "nextCursor": {
            "type": "string",
            "nullable": true
          }
        }
      },
      "PoolLoad": {
        "type": "object",
        "required": [
          "instance",
          "environment",
          "name",
          "paused",
          "workersOnline",
          "concurrencyLimit",
          "deployments",
          "unknownLength",
          "most",
          "buckets"
        ],
        "properties": {
          "instance": {
            "type": "string"
          },
          "environment": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "paused": {
            "type": "boolean"
          },
          "workersOnline": {
            "type": "integer"
          },
          "concurrencyLimit": {
            "type": "integer",
            "nullable": true
          },
          "deployments": {
            "type": "integer",
            "description": "Those that the caller may view."
          },
          "unknownLength": {
            "type": "integer",
            "description": "Deployments that never completed; they are not in the load."
          },
          "most": {
            "type": "integer",
            "description": "The highest number of runs at once from now on."
          },
          "buckets": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/LoadBucket"
            },
            "description": "In order and of equal length."
          }
        }
      },
      "LoadBucket": {
        "type": "object",
        "required": [
          "start",
          "end",
          "runs"
        ],
        "properties": {
          "start": {
            "type": "string",
            "format": "date-time"
          },
          "end": {
            "type": "string",
            "format": "date-time"
          },
          "runs": {
            "type": "integer",
            "description": "The highest number of runs at once: real ones before now, expected ones from now on."
          }
        }
      },
      "OwnershipProblemKind": {
        "type": "string",
        "enum": [
          "unowned",
          "shared",
          "claimed",
          "entity-gone",
          "owner-gone",
          "owner-empty",
          "unmatched"
        ],
        "description": "unowned: nothing with an owner binds it; shared: entities of different owners bind it; claimed: only a tag says whose it is; entity-gone: what it was bound to, or what its tag names, is not in the catalog; owner-gone and owner-empty: its owner is not in the catalog, or a group without members; unmatched: an annotation names nothing.\n"
      },
      "OwnershipProblem": {
        "type": "object",
        "required": [
          "id",
          "problem",
          "instance",
          "environment",
          "deployment",
          "entity",
          "entityTitle",
          "annotation",
          "since",
          "owners",
          "guess",
          "suggestions",
          "fix",
          "editUrl"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "problem": {
            "$ref": "#/components/schemas/OwnershipProblemKind"
          },
          "instance": {
            "type": "string",
            "nullable": true
          },
          "environment": {
            "type": "string",
            "nullable": true
          },
          "deployment": {
            "type": "object",
            "allOf": [
              {
                "$ref": "#/components/schemas/DeploymentLink"
              }
            ],
            "nullable": true,
            "description": "null for an annotation that names nothing."
          },
          "entity": {
            "type": "string",
            "allOf": [
              {
                "$ref": "#/components/schemas/EntityRef"
              }
            ],
            "nullable": true,
            "description": "The entity, or for owner-gone and owner-empty the owner, that it is about."
          },
          "entityTitle": {
            "type": "string",
            "nullable": true
          },
          "annotation": {
            "type": "object",
            "nullable": true,
            "required": [
              "name",
              "value"
            ],
            "properties": {
              "name": {
                "type": "string"
              },
              "value": {
                "type": "string"
              }
            },
            "description": "What of an annotation names nothing."
          },
          "since": {
            "type": "string",
            "format": "date-time"
          },
          "owners": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/EntityRef"
            },
            "description": "Who owns it now; of an annotation, who owns the entity."
          },
          "guess": {
            "type": "object",
            "nullable": true,
            "description": "Who most likely owns it, and why.",
            "required": [
              "owner",
              "entity",
              "entityTitle",
              "reason",
              "because",
              "tag"
            ],
            "properties": {
              "owner": {
                "type": "string",
                "allOf": [
                  {
                    "$ref": "#/components/schemas/EntityRef"
                  }
                ],
                "nullable": true
              },
              "entity": {
                "$ref": "#/components/schemas/EntityRef"
              },
              "entityTitle": {
                "type": "string"
              },
              "reason": {
                "type": "string",
                "enum": [
                  "tag",
                  "former",
                  "same-name",
                  "same-flow",
                  "same-tag"
                ],
                "description": "tag: its own tag claims so; former: it was bound to it; the others: as another deployment that is like it."
              },
              "because": {
                "type": "object",
                "allOf": [
                  {
                    "$ref": "#/components/schemas/DeploymentLink"
                  }
                ],
                "nullable": true,
                "description": "That other deployment."
              },
              "tag": {
                "type": "string",
                "nullable": true
              }
            }
          },
          "suggestions": {
            "type": "array",
            "items": {
              "type": "string"
            },
            "description": "What an annotation that names nothing most likely meant."
          },
          "fix": {
            "type": "object",
            "nullable": true,
            "required": [
              "annotation",
              "value"
            ],
            "properties": {
              "annotation": {
                "type": "string"
              },
              "value": {
                "type": "string"
              }
            },
            "description": "The annotation, as a whole, that would settle it."
          },
          "editUrl": {
            "type": "string",
            "nullable": true,
            "description": "Where the entity that must change is edited."
          }
        }
      },
      "OwnershipHealth": {
        "type": "object",
        "required": [
          "items",
          "totalCount",
          "nextCursor",
          "counts"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/OwnershipProblem"
            }
          },
          "totalCount": {
            "type": "integer"
          },
          "nextCursor": {
            "type": "string",
            "nullable": true
          },
          "counts": {
            "type": "object",
            "required": [
              "problems",
              "instances",
              "owners"
            ],
            "properties": {
              "problems": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": [
                    "problem",
                    "count"
                  ],
                  "properties": {
                    "problem": {
                      "$ref": "#/components/schemas/OwnershipProblemKind"
                    },
                    "count": {
                      "type": "integer"
                    }
                  }
                }
              },
              "instances": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": [
                    "instance",
                    "count"
                  ],
                  "properties": {
                    "instance": {
                      "type": "string"
                    },
                    "count": {
                      "type": "integer"
                    }
                  }
                }
              },
              "owners": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": [
                    "owner",
                    "count"
                  ],
                  "properties": {
                    "owner": {
                      "type": "string",
                      "allOf": [
                        {
                          "$ref": "#/components/schemas/EntityRef"
                        }
                      ],
                      "nullable": true,
                      "description": "null is what nobody is likely to own."
                    },
                    "count": {
                      "type": "integer"
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
};
