using System.Runtime.CompilerServices;

namespace Connector.Architecture.Tests;

/// <summary>Uses a type in each place where a type can stand. Nobody calls it.</summary>
[UsedAs]
internal static class UserOfTypes
{
    public static void Constrained<T>(T value)
        where T : List<UsedAsConstraint> => GC.KeepAlive(value);

    public static UsedInSignature? Signature(UsedInSignature? value) => value;

    [UsedAs(typeof(UsedAsAttributeArgument))]
    public static async Task AsyncAsync(object value)
    {
        await Task.Yield();
        GC.KeepAlive(value as UsedInAsync);
    }

    public static Func<object, bool> Lambda(int number) => value => value is UsedInLambda && number > 0;

    public static bool Test(object value) => value is UsedInTest;

    public static object Array() => new UsedInArray[1];

    public static Type TypeOf() => typeof(UsedInTypeOf);

    public static int SizeOfTypeArgument() => Unsafe.SizeOf<List<UsedAsTypeArgument>>();

    public static void Catch(Action action)
    {
        try
        {
            action();
        }
        catch (UsedInCatch)
        {
            GC.KeepAlive(action);
        }
        catch (Exception exception) when (exception is not UsedInFilter)
        {
            GC.KeepAlive(action);
        }
    }
}

[AttributeUsage(AttributeTargets.All)]
internal sealed class UsedAsAttribute(Type? argument = null) : Attribute
{
    public Type? Argument => argument;
}

internal sealed class UsedAsAttributeArgument;

internal sealed class UsedAsConstraint;

internal sealed class UsedInSignature;

internal sealed class UsedInAsync;

internal sealed class UsedInLambda;

internal sealed class UsedInTest;

internal sealed class UsedInArray;

internal sealed class UsedInTypeOf;

internal sealed class UsedInCatch : Exception;

internal sealed class UsedInFilter : Exception;

internal sealed class UsedAsTypeArgument;
