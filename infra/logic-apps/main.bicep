// The sample workflow of workflow.json on Logic Apps (Consumption). The key is a secure parameter: no file holds it.
targetScope = 'resourceGroup'

@description('The name of the workflow.')
param name string = 'picture-of-prompt'

@description('The region.')
param location string = resourceGroup().location

@description('Where the connector is, without a slash at the end.')
param connectorUrl string

@description('A key of the function app, or one of Access__Keys of the self-host.')
@secure()
param connectorKey string

resource workflow 'Microsoft.Logic/workflows@2019-05-01' = {
  name: name
  location: location
  properties: {
    definition: loadJsonContent('workflow.json').definition
    parameters: {
      connectorUrl: { value: connectorUrl }
      connectorKey: { value: connectorKey }
    }
  }
}
