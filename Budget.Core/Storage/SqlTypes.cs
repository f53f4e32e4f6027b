using System.Data;
using System.Globalization;
using Dapper;
using Npgsql;

namespace Budget.Core.Storage;

/// <summary>How the domain's own types travel to and from a column, the same on both engines.</summary>
internal static class SqlTypes
{
    internal const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static void Register()
    {
        // Dapper knows these types its own way; unless its map is removed first, our handlers are ignored.
        SqlMapper.RemoveTypeMap(typeof(DateOnly));
        SqlMapper.RemoveTypeMap(typeof(DateOnly?));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.RemoveTypeMap(typeof(string));
        SqlMapper.AddTypeHandler(new TextHandler());
        SqlMapper.AddTypeHandler(new NumberHandler());
        SqlMapper.AddTypeHandler(new DayHandler());
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.AddTypeHandler(new MoneyHandler());
        SqlMapper.AddTypeHandler(new QuantityHandler());
        AddId<UserId>();
        AddId<ResidentId>();
        AddId<ProviderId>();
        AddId<ContractId>();
        AddId<RequestId>();
        AddId<DecisionId>();
        AddId<BudgetId>();
        AddId<AssignmentId>();
        AddId<MessageId>();
        AddId<AgreementId>();
        AddId<ClaimId>();
        AddId<SessionId>();
        AddId<AlertId>();
        AddId<ParkedFormId>();
        AddId<ReversalId>();
        AddId<AttachmentId>();
        AddId<GeneralProvisionId>();
        AddId<IdeaId>();
        AddId<HouseholdId>();
        AddId<ConcernId>();
        AddId<InvoiceLineId>();
        AddId<BankAccountId>();
        AddId<PaymentRunId>();
        AddId<BankAnswerId>();
        AddId<HelperAccountId>();
    }

    /// <summary>A text as both engines keep it: PostgreSQL has no place for the sign U+0000, and nobody can see it, so it goes wherever it comes from.</summary>
    public static string Text(string value) => value.Replace("\0", "", StringComparison.Ordinal);

    /// <summary>Longer than a number, an id, a day or an instant in words.</summary>
    public const int LongestPlain = 40;

    /// <summary>What is not text, in the words in which SQLite keeps it; a number in digits.</summary>
    /// <returns>How many bytes it took.</returns>
    public static int WritePlain(object value, Span<byte> room)
    {
        var length = 0;
        return value switch
        {
            long number => number.TryFormat(room, out length, default, CultureInfo.InvariantCulture),
            Guid id => id.TryFormat(room, out length),
            DateOnly day => day.TryFormat(room, out length, "O", CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.UtcDateTime.TryFormat(room, out length, InstantFormat, CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"There is no column for a {value.GetType().Name}.", nameof(value)),
        }
            ? length
            : throw new ArgumentException("It does not fit.", nameof(room));
    }

    /// <summary>A day as either engine gives it.</summary>
    public static DateOnly Day(object value) => value switch
    {
        DateOnly day => day,
        DateTime moment => DateOnly.FromDateTime(moment),
        _ => DateOnly.ParseExact((string)value, "O", CultureInfo.InvariantCulture),
    };

    /// <summary>An instant as either engine gives it.</summary>
    public static DateTimeOffset Instant(object value) => value switch
    {
        DateTimeOffset instant => instant,
        DateTime moment => new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc)),
        _ => DateTimeOffset.ParseExact((string)value, InstantFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
    };

    private static void AddId<T>() where T : struct, IId<T> => SqlMapper.AddTypeHandler(new IdHandler<T>());

    // SQLite calls an expression a BLOB when its first value is NULL or there is no row; with a handler, Dapper fits it in all the same.
    private sealed class NumberHandler : SqlMapper.TypeHandler<long>
    {
        public override void SetValue(IDbDataParameter parameter, long value) => parameter.Value = value;

        public override long Parse(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
    }

    private sealed class TextHandler : SqlMapper.TypeHandler<string>
    {
        public override void SetValue(IDbDataParameter parameter, string? value) =>
            parameter.Value = value is null ? DBNull.Value : Text(value);

        public override string? Parse(object value) => (string?)value;
    }

    private sealed class IdHandler<T> : SqlMapper.TypeHandler<T> where T : struct, IId<T>
    {
        public override void SetValue(IDbDataParameter parameter, T value) => parameter.Value = value.Value.ToString("D");

        public override T Parse(object value) => T.From(Guid.Parse((string)value, CultureInfo.InvariantCulture));
    }

    private sealed class MoneyHandler : SqlMapper.TypeHandler<Money>
    {
        public override void SetValue(IDbDataParameter parameter, Money value) => parameter.Value = value.Cents;

        public override Money Parse(object value) => new(Convert.ToInt64(value, CultureInfo.InvariantCulture));
    }

    private sealed class QuantityHandler : SqlMapper.TypeHandler<Quantity>
    {
        public override void SetValue(IDbDataParameter parameter, Quantity value) => parameter.Value = value.Hundredths;

        public override Quantity Parse(object value) => Quantity.FromHundredths(Convert.ToInt64(value, CultureInfo.InvariantCulture));
    }

    private sealed class DayHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value) =>
            parameter.Value = parameter is NpgsqlParameter ? value : value.ToString("O", CultureInfo.InvariantCulture);

        public override DateOnly Parse(object value) => Day(value);
    }

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
            parameter.Value = parameter is NpgsqlParameter
                ? value.ToUniversalTime()
                : value.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

        public override DateTimeOffset Parse(object value) => Instant(value);
    }
}
