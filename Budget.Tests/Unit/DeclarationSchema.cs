using System.Xml;
using System.Xml.Schema;

namespace Budget.Tests.Unit;

/// <summary>Validates against the published schemas; the product itself never loads one.</summary>
internal static class DeclarationSchema
{
    public static XmlSchemaSet Load(string name)
    {
        var schemas = new XmlSchemaSet { XmlResolver = null };
        foreach (var file in (string[])["basisschema.xsd", name])
        {
            using var reader = XmlReader.Create(DeclarationExample.Published("xsd", file));
            schemas.Add(targetNamespace: null, reader);
        }

        schemas.Compile();
        return schemas;
    }

    public static string? FirstErrorIn(byte[] message, XmlSchemaSet schemas)
    {
        string? first = null;
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas, DtdProcessing = DtdProcessing.Prohibit };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, found) => first ??= found.Message;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(message), settings);
            while (reader.Read())
            {
            }
        }
        catch (XmlException broken)
        {
            first ??= broken.Message;
        }

        return first;
    }
}
