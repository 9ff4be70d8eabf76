// Connector on Azure Functions, Flex Consumption. Everything authenticates as one managed identity; no resource has a key to leak.
targetScope = 'resourceGroup'

@description('What the names of all resources begin with: 2 to 10 lower-case letters and digits, a letter first.')
@minLength(2)
@maxLength(10)
param name string = 'connector'

@description('The region. "az functionapp list-flexconsumption-locations" lists those that have Flex Consumption.')
param location string = resourceGroup().location

@description('The Stability AI key, for the apps dreamstudio and stability; empty for none.')
@secure()
param stabilityApiKey string = ''

@description('The key of the OpenAI-style gateway; empty for none.')
@secure()
param gatewayApiKey string = ''

@description('Where the gateway is reached; empty for the default.')
param gatewayBaseUrl string = ''

@description('The key of OpenAI, or of a server that speaks its Images API; empty for none.')
@secure()
param openaiApiKey string = ''

@description('Where that server is reached; empty for OpenAI itself.')
param openaiBaseUrl string = ''

@description('After how many days saved files are deleted.')
@minValue(1)
param fileDays int = 30

@description('The web origins whose pages may call the app, for example https://flows.example.com; programs need none.')
param corsOrigins string[] = []

@description('The most instances that run at once. It caps what a flood of calls costs.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

// Names that are unique in all of Azure, and stay the same for the same resource group.
var uniqueName = '${name}-${uniqueString(resourceGroup().id)}'

var packageContainer = 'packages'
var fileContainer = 'files'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: uniqueName
  location: location
}

// One account for the host and the files: both work in one process under one identity, which a second account would not divide.
resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: replace(uniqueName, '-', '')
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource packages 'containers' = {
      name: packageContainer
    }

    resource files 'containers' = {
      name: fileContainer
    }
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'delete-old-files'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: {
                blobTypes: [
                  'blockBlob'
                ]
                // Files and how they were made. What is counted of spending and who is called for events stay: other records have no age.
                prefixMatch: [
                  '${fileContainer}/dreamstudio-'
                  '${fileContainer}/gateway-'
                  '${fileContainer}/openai-'
                  '${fileContainer}/stability-'
                  '${fileContainer}/uploads/'
                  '${fileContainer}/job-inputs/'
                  '${fileContainer}/callers/'
                  '${fileContainer}/~refused/'
                  '${fileContainer}/~records/recipes/'
                ]
              }
              actions: {
                baseBlob: {
                  delete: {
                    daysAfterModificationGreaterThan: fileDays
                  }
                }
              }
            }
          }
        ]
      }
    }
  }
}

// No purge protection: a vault that cannot be purged would block its name for a week after everything was removed.
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: uniqueName
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
  }
}

resource stabilitySecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(stabilityApiKey)) {
  parent: vault
  name: 'stability-api-key'
  properties: {
    value: stabilityApiKey
  }
}

resource gatewaySecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(gatewayApiKey)) {
  parent: vault
  name: 'gateway-api-key'
  properties: {
    value: gatewayApiKey
  }
}

resource openaiSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(openaiApiKey)) {
  parent: vault
  name: 'openai-api-key'
  properties: {
    value: openaiApiKey
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: uniqueName
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: uniqueName
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logs.id
    DisableLocalAuth: true
  }
}

// Microsoft asks for Owner, since the host makes containers of its own: for its keys, and for the locks that let a timer fire on one
// instance alone. It contains Storage Blob Data Contributor and Storage Blob Delegator, which the files and their links need. The queues
// are for jobs: the app adds messages, the host takes them and moves those that fail to a poison queue, which it makes.
var storageRoles = [
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' // Storage Blob Data Owner
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88' // Storage Queue Data Contributor
]
var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6' // Key Vault Secrets User
var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb' // Monitoring Metrics Publisher

resource storageAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in storageRoles: {
  name: guid(storage.id, identity.id, role)
  scope: storage
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}]

resource vaultAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource insightsAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, identity.id, metricsPublisher)
  scope: insights
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: uniqueName
  location: location
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: uniqueName
  location: location
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    siteConfig: {
      cors: {
        allowedOrigins: corsOrigins
      }
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstanceCount
        instanceMemoryMB: 2048
      }
      // Flex Consumption refuses the app setting FUNCTIONS_WORKER_RUNTIME; this is in its place. It takes the version to the
      // letter: with "10" for "10.0" the deployment succeeds and the app never starts.
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
    }
  }
  // The roles come first: without them the host cannot start, nor the settings be read from the vault.
  dependsOn: [
    storage::blobs::packages
    storageAccess
    vaultAccess
    insightsAccess
  ]

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      hostSettings,
      connectorSettings,
      stabilitySettings,
      gatewaySettings,
      empty(gatewayBaseUrl) ? {} : { Apps__gateway__base_url: gatewayBaseUrl },
      openaiSettings,
      empty(openaiBaseUrl) ? {} : { Apps__openai__base_url: openaiBaseUrl }
    )
  }
}

var hostSettings = {
  AzureWebJobsStorage__accountName: storage.name
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
}

var connectorSettings = {
  // Tells the Azure SDK which identity to take; a user-assigned one is never guessed.
  AZURE_CLIENT_ID: identity.properties.clientId
  Storage__Kind: 'blob'
  Storage__AccountUrl: storage.properties.primaryEndpoints.blob
  Storage__Container: fileContainer
  // The rule of the storage account deletes while the app sleeps; the app itself, also what tells of the files.
  Storage__KeepDays: string(fileDays)
  // The trigger reads its queue here; the app does not start with another than that of its container.
  CONNECTOR_JOB_QUEUE: '${fileContainer}-jobs'
  Sandbox__Enabled: 'false'
}

// With the secret's version, so that a new key is in use when the deployment ends and not up to a day later.
var stabilitySettings = empty(stabilityApiKey) ? {} : {
  Apps__dreamstudio__auth__api_key: '@Microsoft.KeyVault(SecretUri=${stabilitySecret!.properties.secretUriWithVersion})'
  Apps__stability__auth__api_key: '@Microsoft.KeyVault(SecretUri=${stabilitySecret!.properties.secretUriWithVersion})'
}

var gatewaySettings = empty(gatewayApiKey) ? {} : {
  Apps__gateway__auth__api_key: '@Microsoft.KeyVault(SecretUri=${gatewaySecret!.properties.secretUriWithVersion})'
}

var openaiSettings = empty(openaiApiKey) ? {} : {
  Apps__openai__auth__api_key: '@Microsoft.KeyVault(SecretUri=${openaiSecret!.properties.secretUriWithVersion})'
}

output appName string = app.name
output url string = 'https://${app.properties.defaultHostName}'
output vaultName string = vault.name
