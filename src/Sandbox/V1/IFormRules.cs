using Connector.Sandbox.Contract;

namespace Connector.Sandbox.V1;

/// <summary>What one operation that starts from an image adds to what they share.</summary>
internal interface IFormRules
{
    /// <summary>The contract of the operation; upscalers have one each.</summary>
    FormContract ContractFor(Engine engine);

    /// <summary>What is wrong with a form that keeps to its schema and holds images only.</summary>
    V1Error? Refusal(CheckedForm form, Engine engine);

    Generation Read(CheckedForm form, Engine engine);
}
