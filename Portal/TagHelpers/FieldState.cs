using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Portal.TagHelpers;

/// <summary>
/// What a field has to show: its name and id, what the visitor typed (also when it could not be bound), or else what the
/// model holds, and the messages that belong to it.
/// </summary>
internal sealed class FieldState
{
    private FieldState(string name, IReadOnlyList<string> values, IReadOnlyList<string> errors)
    {
        Name = name;
        Id = IdOf(name);
        Values = values;
        Errors = errors;
    }

    public string Name { get; }

    public string Id { get; }

    public string HintId => Id + "-hint";

    public string ErrorId => Id + "-error";

    /// <summary>All values of the field; one for a text, any number for check boxes.</summary>
    public IReadOnlyList<string> Values { get; }

    public IReadOnlyList<string> Errors { get; }

    public string? Value => Values.Count > 0 ? Values[0] : null;

    public bool IsInvalid => Errors.Count > 0;

    public static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "_");

    public static FieldState Of(ModelExpression expression, ViewContext viewContext)
    {
        var name = viewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(expression.Name);
        viewContext.ModelState.TryGetValue(name, out var entry);
        return new FieldState(name, Attempted(entry) ?? InModel(expression.Model), MessagesOf(entry));
    }

    public static IReadOnlyList<string> MessagesOf(ModelStateEntry? entry) =>
        entry is null ? [] : [.. entry.Errors.Select(error => error.ErrorMessage).Where(message => message.Length > 0)];

    // RawValue first: AttemptedValue joins several values with commas, and a value may hold a comma itself.
    private static IReadOnlyList<string>? Attempted(ModelStateEntry? entry) => entry?.RawValue switch
    {
        string one => [one],
        string?[] many => [.. many.OfType<string>()],
        _ => entry?.AttemptedValue is { } attempted ? [attempted] : null,
    };

    private static IReadOnlyList<string> InModel(object? model) => model switch
    {
        null => [],
        string text => [text],
        DateOnly date => [date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
        IEnumerable many => [.. many.Cast<object?>().SelectMany(InModel)],
        _ => [Convert.ToString(model, CultureInfo.CurrentCulture) ?? ""],
    };
}
