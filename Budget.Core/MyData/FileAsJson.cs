using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Budget.Core.MyData;

/// <summary>
/// Somebody's own file for a program: an object with "schema", "version", "madeAt" and for each part an array of its records. Amounts are whole cents ("…Cents"), days
/// yyyy-MM-dd, moments UTC, words the portal's own; what is not there is null. Each name is told in the leesmij that goes with it. What is added leaves the version as it
/// is; what goes or comes to mean something else makes it one higher.
/// </summary>
internal static class FileAsJson
{
    public const string Schema = "eigen-regie/gegevens";
    public const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static async Task Write(Stream stream, WhatIsKept kept, DateTimeOffset madeAt)
    {
        await using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteNumber("version", Version);
        json.WriteString("madeAt", Moment(madeAt));
        foreach (var part in WhatIsKept.Parts)
        {
            json.WriteStartArray(part.Name);
            await foreach (var rows in kept.Of(part))
            {
                foreach (var row in rows)
                {
                    WriteRecord(json, part, row);
                }

                await json.FlushAsync();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        await json.FlushAsync();
    }

    /// <summary>The name of a value here: of an amount with its unit.</summary>
    public static string NameOf(FileField field) => field.Kind == FieldKind.Amount ? $"{field.Name}Cents" : field.Name;

    private static void WriteRecord(Utf8JsonWriter json, FilePart part, object?[] row)
    {
        json.WriteStartObject();
        for (var index = 0; index < row.Length; index++)
        {
            json.WritePropertyName(NameOf(part.Fields[index]));
            WriteValue(json, row[index]);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case Money amount:
                json.WriteNumberValue(amount.Cents);
                break;
            case Quantity volume:
                json.WriteNumberValue(volume.Value);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case DateOnly day:
                json.WriteStringValue(day.ToString("O", CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset instant:
                json.WriteStringValue(Moment(instant));
                break;
            default:
                json.WriteStringValue((string)value);
                break;
        }
    }

    private static string Moment(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
