namespace Budget.Core.Decisions;

/// <summary>From which age somebody gets a state pension (AOW, Algemene Ouderdomswet 7a): by the year, set five years ahead, so rows with a first day and no constant.</summary>
public static class PensionAge
{
    private static readonly (DateOnly From, int Years, int Months)[] Rows =
    [
        (new(2020, 1, 1), 66, 4),
        (new(2022, 1, 1), 66, 7),
        (new(2023, 1, 1), 66, 10),
        (new(2024, 1, 1), 67, 0),
        (new(2028, 1, 1), 67, 3),
    ];

    /// <summary>The age on a day; before the first row that of the first.</summary>
    public static (int Years, int Months) On(DateOnly day)
    {
        var holds = Rows.LastOrDefault(row => row.From <= day, Rows[0]);
        return (holds.Years, holds.Months);
    }

    /// <summary>The day on which somebody reaches it: by the first age that is reached before the next one holds. Who has it keeps it when the age goes up.</summary>
    public static DateOnly ReachedOn(DateOnly bornOn)
    {
        for (var index = 0; index < Rows.Length - 1; index++)
        {
            var reached = Reached(bornOn, Rows[index]);
            if (reached < Rows[index + 1].From)
            {
                return reached;
            }
        }

        return Reached(bornOn, Rows[^1]);
    }

    private static DateOnly Reached(DateOnly bornOn, (DateOnly From, int Years, int Months) row) => bornOn.AddYears(row.Years).AddMonths(row.Months);
}
